/**
 * The edge of Tomcat: valves in front of everything else, and the refusals that they answer.
 */
@NullMarked
package io.kadmos.http.edge;

import org.jspecify.annotations.NullMarked;
