/**
 * What goes along with a question, whoever answers it: how long the caller waits, and the trace that follows it.
 */
@NullMarked
package io.kadmos.dht.call;

import org.jspecify.annotations.NullMarked;
