/** The program: where the process starts. Everything else lives in the packages below. */
@NullMarked
package io.kadmos;

import org.jspecify.annotations.NullMarked;
