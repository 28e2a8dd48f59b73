/** Tests of {@code machine}: real files, sockets and threads. */
@NullMarked
package io.kadmos.machine;

import org.jspecify.annotations.NullMarked;
