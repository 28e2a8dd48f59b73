/**
 * {@code /kv/{key}}: the servlet, and what a request for a key is made of.
 */
@NullMarked
package io.kadmos.http.kv;

import org.jspecify.annotations.NullMarked;
