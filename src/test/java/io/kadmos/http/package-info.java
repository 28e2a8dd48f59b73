/** Tests of the gateway: its parsers by examples, everything else through sockets to a real node of one. */
@NullMarked
package io.kadmos.http;

import org.jspecify.annotations.NullMarked;
