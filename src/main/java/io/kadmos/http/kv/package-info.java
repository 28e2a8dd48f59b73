/**
 * {@code /kv/{key}}: the servlet, and the parsers of what a request for a key carries. Runs on the thread of the
 * request.
 */
@NullMarked
package io.kadmos.http.kv;

import org.jspecify.annotations.NullMarked;
