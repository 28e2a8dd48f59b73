/**
 * Who may come in: tokens and the rate limit.
 */
@NullMarked
package io.kadmos.http.access;

import org.jspecify.annotations.NullMarked;
