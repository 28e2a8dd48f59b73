package io.kadmos.http.backup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Body;

/** A line of a backup: first a header, then an entry for each key, last the end with the number of keys. */
sealed interface BackupLine {

    /** The cluster of the backup, and the time at which the export began. */
    record Header(String cluster, String clusterId, Instant startedAt) implements BackupLine {}

    /** A key and its value. */
    record Entry(Key key, Body body, @Nullable Instant expiresAt) implements BackupLine {}

    /** The last line of a complete backup. */
    record End(long keys) implements BackupLine {}

    /** The last line of a backup whose export failed. */
    record Broken(String error) implements BackupLine {}
}
