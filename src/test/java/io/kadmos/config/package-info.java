/** Tests of settings. */
@NullMarked
package io.kadmos.config;

import org.jspecify.annotations.NullMarked;
