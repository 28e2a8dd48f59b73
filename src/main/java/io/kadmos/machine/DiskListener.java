package io.kadmos.machine;

import java.time.Duration;

import io.kadmos.dht.storage.StorageException;

/** Receives the writes and the failure of a disk, on threads of the disk. Must not block. */
@FunctionalInterface
public interface DiskListener {

    /** A write failed: what is durable is unknown from then on, and the process must end. */
    void failed(StorageException failure);

    /** A group of batches was written, and synchronised if the settings ask for it. */
    default void written(Duration elapsed) {}
}
