/** {@code /cluster}: status, introspection, drain and recovery. Runs on the thread of the request. */
@NullMarked
package io.kadmos.http.cluster;

import org.jspecify.annotations.NullMarked;
