/** Tests of whole processes: the packaged jar, started as its users start it. */
@NullMarked
package io.kadmos.process;

import org.jspecify.annotations.NullMarked;
