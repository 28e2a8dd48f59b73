/**
 * Settings and wiring: what an operator may choose about a node, checked before anything starts, and the assembly of
 * the parts. Runs on the thread that starts or stops the process, and on the timer that reloads files. It imports
 * every other package, and no other package imports it.
 */
@NullMarked
package io.kadmos.config;

import org.jspecify.annotations.NullMarked;
