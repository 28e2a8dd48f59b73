@NullMarked
package io.kadmos.observability;

import org.jspecify.annotations.NullMarked;
