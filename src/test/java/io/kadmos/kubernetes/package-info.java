@NullMarked
package io.kadmos.kubernetes;

import org.jspecify.annotations.NullMarked;
