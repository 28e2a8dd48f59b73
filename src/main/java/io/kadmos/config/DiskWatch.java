package io.kadmos.config;

import java.time.Duration;

import io.kadmos.dht.storage.StorageException;
import io.kadmos.machine.DiskListener;
import io.kadmos.observability.NodeMeters;

/** Measures the writes of a disk, and ends the process when the disk fails. Called on the threads of the disk. */
record DiskWatch(NodeMeters meters) implements DiskListener {

    @Override
    public void failed(StorageException failure) {
        FatalDisk.halt(failure);
    }

    @Override
    public void written(Duration elapsed) {
        meters.diskWritten(elapsed);
    }
}
