package io.kadmos.http.backup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Body;

/** A line of a backup. The first is a header, the last tells how many keys there are, between them are the keys. */
sealed interface BackupLine {

    /** Where and when the backup began. */
    record Header(String cluster, String clusterId, Instant startedAt) implements BackupLine {}

    /** A key and its value. */
    record Entry(Key key, Body body, @Nullable Instant expiresAt) implements BackupLine {}

    /** The end of a backup that is complete. */
    record End(long keys) implements BackupLine {}

    /** The end of a backup that is not. */
    record Broken(String error) implements BackupLine {}
}
