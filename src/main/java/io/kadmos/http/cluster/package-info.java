/**
 * {@code /cluster}: introspection, drain and recovery.
 */
@NullMarked
package io.kadmos.http.cluster;

import org.jspecify.annotations.NullMarked;
