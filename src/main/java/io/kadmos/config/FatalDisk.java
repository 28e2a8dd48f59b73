package io.kadmos.config;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.kadmos.dht.storage.StorageException;

/**
 * The end of a process whose disk failed. What is durable is unknown from then on, and a node that went on would break
 * its promises; so nothing is closed in order, and whoever runs the process starts it again.
 */
final class FatalDisk {

    private static final Logger LOG = LoggerFactory.getLogger(FatalDisk.class);
    /** EX_IOERR of sysexits.h. */
    private static final int EXIT_STATUS = 74;

    private FatalDisk() {}

    static void halt(StorageException failure) {
        LOG.error("the disk failed, this process ends at once: {}", failure.getMessage());
        Runtime.getRuntime().halt(EXIT_STATUS);
    }
}
