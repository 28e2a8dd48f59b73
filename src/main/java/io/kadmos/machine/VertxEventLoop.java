package io.kadmos.machine;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.kadmos.dht.runtime.EventLoop;

/**
 * The one thread of a node: an event loop of Vert.x with one context, captured at the start, on which everything runs.
 * A handler that is set from another thread would get a context, and maybe a thread, of its own; that is why sockets
 * are opened through {@link #open} only.
 */
public final class VertxEventLoop implements EventLoop, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(VertxEventLoop.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final Vertx vertx;
    private final ContextInternal context;
    private final Consumer<Throwable> bugs;
    private final long startedNanos = System.nanoTime();

    private VertxEventLoop(Vertx vertx, Consumer<Throwable> bugs) {
        this.vertx = vertx;
        this.context = (ContextInternal) vertx.getOrCreateContext();
        this.bugs = bugs;
    }

    /**
     * Starts the thread.
     *
     * @param bugs receives, on the loop, whatever a task throws; the loop goes on
     */
    public static VertxEventLoop start(Consumer<Throwable> bugs) {
        var options = new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false));
        return new VertxEventLoop(Vertx.builder().with(options).withTransport(new DeepQueueTransport()).build(), bugs);
    }

    @Override
    public void execute(Runnable task) {
        context.runOnContext(_ -> run(task));
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        long millis = Math.max(1, Math.ceilDiv(delay.toNanos(), NANOS_PER_MILLI));
        long timer = context.setTimer(millis, _ -> run(task));
        return () -> vertx.cancelTimer(timer);
    }

    @Override
    public Instant wallTime() {
        return Instant.now();
    }

    @Override
    public Duration uptime() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** Stops the thread; tasks that did not run are dropped. */
    @Override
    public void close() {
        try {
            vertx.close().await(CLOSE_TIMEOUT);
        } catch (TimeoutException e) {
            LOG.warn("the event loop did not stop within {}", CLOSE_TIMEOUT);
        }
    }

    /** Runs a task that must not end the loop, on the loop. */
    void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a task of the event loop threw: its operation ended, the node goes on", e);
            bugs.accept(e);
        }
    }

    /** Opens something that belongs to this loop, on the loop: elsewhere it would get a context of its own. */
    <T> Future<T> open(Function<Vertx, Future<T>> opening) {
        Promise<T> opened = Promise.promise();
        context.runOnContext(_ -> opening.apply(vertx).onComplete(opened));
        return opened.future();
    }
}
