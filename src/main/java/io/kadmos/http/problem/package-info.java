/** Problem details for HTTP APIs (RFC 9457). Runs on the thread of the request. */
@NullMarked
package io.kadmos.http.problem;

import org.jspecify.annotations.NullMarked;
