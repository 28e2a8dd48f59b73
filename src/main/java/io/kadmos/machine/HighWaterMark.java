package io.kadmos.machine;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a volume is above its high-water mark. {@link #isExceeded} is cheap and runs on the loop. A measurement may
 * block, so one runs every few seconds on an executor.
 */
final class HighWaterMark {

    private static final Logger LOG = LoggerFactory.getLogger(HighWaterMark.class);
    /** Short beside the time that it takes to fill the last tenth of a volume. */
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Path path;
    private final double share;
    private long lookedNanos;
    private volatile boolean exceeded;

    /** A mark at a share of the volume that holds {@code path}. */
    HighWaterMark(Path path, double share) {
        this.path = path;
        this.share = share;
        this.lookedNanos = System.nanoTime() - INTERVAL.toNanos();
    }

    /**
     * Whether the volume was above the mark at the last measurement; starts the next one on the executor when it is
     * due.
     */
    boolean isExceeded(Executor executor) {
        long now = System.nanoTime();
        if (now - lookedNanos >= INTERVAL.toNanos()) {
            lookedNanos = now;
            executor.execute(this::look);
        }
        return exceeded;
    }

    private void look() {
        try {
            FileStore volume = Files.getFileStore(path);
            double used = 1 - (double) volume.getUsableSpace() / volume.getTotalSpace();
            exceeded = used > share;
        } catch (IOException e) {
            LOG.warn("cannot tell how full the volume of {} is: {}", path, e.getMessage());
        }
    }
}
