/**
 * {@code /cluster/export} and {@code /cluster/import}.
 */
@NullMarked
package io.kadmos.http.backup;

import org.jspecify.annotations.NullMarked;
