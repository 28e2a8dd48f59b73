/** Tests of settings and of whole processes. */
@NullMarked
package io.kadmos.config;

import org.jspecify.annotations.NullMarked;
