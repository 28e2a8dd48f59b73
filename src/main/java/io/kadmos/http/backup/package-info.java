/**
 * Backup and restore: {@code /cluster/export} and {@code /cluster/import}. Runs on the thread of the request, with a
 * few virtual threads for the operations on keys.
 */
@NullMarked
package io.kadmos.http.backup;

import org.jspecify.annotations.NullMarked;
