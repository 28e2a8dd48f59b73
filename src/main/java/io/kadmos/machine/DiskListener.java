package io.kadmos.machine;

import java.time.Duration;

import io.kadmos.dht.storage.StorageException;

/** Is told on threads of a disk how it fares. */
@FunctionalInterface
public interface DiskListener {

    /** A write failed: what is durable is unknown from then on, and the process must end. */
    void failed(StorageException failure);

    /** A group of batches was written; with synchronisation, if settings ask for it. Must be quick. */
    default void written(Duration elapsed) {}
}
