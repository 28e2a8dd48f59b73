/**
 * Problem details for HTTP APIs (RFC 9457).
 */
@NullMarked
package io.kadmos.http.problem;

import org.jspecify.annotations.NullMarked;
