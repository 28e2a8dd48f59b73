package io.kadmos.config;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads files again every three seconds, on a thread of its own. It polls, because events of the file system get lost
 * on network volumes, and when Kubernetes replaces a mounted secret: it changes the target of a symbolic link above the
 * files.
 */
final class ReloadTimer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReloadTimer.class);
    /** Short for an operator who waits for a change, and cheap for the machine. */
    private static final Duration PERIOD = Duration.ofSeconds(3);

    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("reload").daemon().factory());

    /** Calls the consumer for every later change, on the timer's thread. */
    <C, T> void watch(Reloaded<C, T> files, Consumer<T> changed) {
        var _ = thread.scheduleWithFixedDelay(() -> {
            try {
                files.look(changed);
            } catch (RuntimeException e) { // the edge of the thread: an exception would end the timer
                LOG.error("files that settings name could not be read again", e);
            }
        }, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
