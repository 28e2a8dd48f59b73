package io.kadmos.observability;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.node.Measurements;

/**
 * The numbers of the node, for many gauges that are read one after the other. It asks the event loop once for all of
 * them, and at most once a second, however many scrapes there are. Callable from any thread; blocks for one second at
 * most.
 */
final class Snapshot {

    private static final Duration MAX_AGE = Duration.ofSeconds(1);
    /** Bounds the wait of a scrape for a busy loop; after it there are no numbers. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Supplier<CompletableFuture<Measurements>> source;
    private final LongSupplier nanoTime;
    private @Nullable Measurements latest;
    private long takenNanos;

    /** Takes numbers from a source, at moments that a clock like {@link System#nanoTime} tells apart. */
    Snapshot(Supplier<CompletableFuture<Measurements>> source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
        this.takenNanos = nanoTime.getAsLong() - MAX_AGE.toNanos();
    }

    /** The latest numbers; nothing while the node does not run or does not answer. */
    synchronized Optional<Measurements> latest() {
        if (nanoTime.getAsLong() - takenNanos >= MAX_AGE.toNanos()) {
            latest = take();
            takenNanos = nanoTime.getAsLong();
        }
        return Optional.ofNullable(latest);
    }

    private @Nullable Measurements take() {
        try {
            return source.get().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException | TimeoutException e) {
            return null;
        }
    }
}
