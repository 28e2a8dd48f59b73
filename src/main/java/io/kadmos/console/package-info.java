/**
 * The web console: its pages are static files below {@code static/console} that use nothing but the HTTP interface.
 * What is here says where they are and what browsers may do with them. Imports nothing of this project.
 */
@NullMarked
package io.kadmos.console;

import org.jspecify.annotations.NullMarked;
