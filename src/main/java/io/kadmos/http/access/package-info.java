/** Access control of the gateway: tokens and the rate limit. Runs in Tomcat's valves, on the thread of the request. */
@NullMarked
package io.kadmos.http.access;

import org.jspecify.annotations.NullMarked;
