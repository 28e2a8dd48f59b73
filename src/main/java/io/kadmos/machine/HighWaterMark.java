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
 * Whether a volume is fuller than it should get. Asking is cheap and happens on the loop; the volume itself is looked
 * at every few seconds, elsewhere, because that may block.
 */
final class HighWaterMark {

    private static final Logger LOG = LoggerFactory.getLogger(HighWaterMark.class);
    /** Short beside the time it takes to fill the last tenth of a volume. */
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

    /** Whether the volume was above the mark a few seconds ago; looks again, if it is time, on the executor. */
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
