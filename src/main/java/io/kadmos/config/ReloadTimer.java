package io.kadmos.config;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at files again and again, on a thread of its own. It asks the file system instead of waiting for its messages,
 * which get lost on network volumes and when a mounted secret is replaced as Kubernetes does: by another target of a
 * symbolic link above the files.
 */
final class ReloadTimer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReloadTimer.class);
    /** Soon enough for people who watch, and next to nothing for the machine. */
    private static final Duration PERIOD = Duration.ofSeconds(3);

    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("reload").daemon().factory());

    /** From now on the consumer gets to know of changes, on the timer's thread. */
    <C, T> void watch(Reloaded<C, T> files, Consumer<T> changed) {
        var _ = thread.scheduleWithFixedDelay(() -> {
            try {
                files.look(changed);
            } catch (RuntimeException e) { // the edge of the thread: nothing would run again after it
                LOG.error("files that settings name could not be read again", e);
            }
        }, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
