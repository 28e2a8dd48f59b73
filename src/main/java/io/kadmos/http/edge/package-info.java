/**
 * The edge of Tomcat: the valves in front of every servlet, and the report of what they refuse. Runs on the thread of
 * the request.
 */
@NullMarked
package io.kadmos.http.edge;

import org.jspecify.annotations.NullMarked;
