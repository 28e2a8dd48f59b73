/**
 * Settings and wiring: what may be chosen about a node, checked before anything starts, and how the parts are put
 * together. The only package that knows all others; nobody knows it.
 */
@NullMarked
package io.kadmos.config;

import org.jspecify.annotations.NullMarked;
