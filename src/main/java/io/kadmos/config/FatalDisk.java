package io.kadmos.config;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.kadmos.dht.storage.StorageException;

/**
 * Ends a process whose disk failed. From then on it is unknown what is durable, and a node that went on would break its
 * promises. So the process halts at once and closes nothing in order; its supervisor starts it again.
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
