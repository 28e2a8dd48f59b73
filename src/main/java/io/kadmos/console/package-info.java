/**
 * The web console: its pages are static files below {@code static/console} that use nothing but the HTTP interface.
 * This package maps their paths and sets their headers, on the thread of the request.
 */
@NullMarked
package io.kadmos.console;

import org.jspecify.annotations.NullMarked;
