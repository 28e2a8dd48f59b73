package io.kadmos.http.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import io.kadmos.dht.event.NodeEvent;

/**
 * What one follower has not been told yet, up to a bound; beyond it the follower is too slow, and gets no more. One
 * thread takes, any thread may do the rest.
 */
public final class EventBuffer {

    /** All slots of a node becoming active at once, and as much again. */
    public static final int MAX_EVENTS = 8_192;
    private static final long POLL_MILLIS = 250;

    private final BlockingQueue<NodeEvent> events = new ArrayBlockingQueue<>(MAX_EVENTS);
    private volatile boolean closed;

    /** Adds an event, or closes the buffer if there is no room. */
    void offer(NodeEvent event) {
        if (!closed && !events.offer(event)) {
            closed = true;
        }
    }

    /** From here on nothing more comes. */
    void close() {
        closed = true;
    }

    /** Whether nothing more comes. */
    boolean isClosed() {
        return closed;
    }

    /** Waits for events, and takes all there are; none if there was none in time or the buffer was closed. */
    List<NodeEvent> take(Duration patience) throws InterruptedException {
        List<NodeEvent> taken = new ArrayList<>();
        long deadline = System.nanoTime() + patience.toNanos();
        while (!closed && taken.isEmpty() && System.nanoTime() < deadline) {
            NodeEvent first = events.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (first != null) {
                taken.add(first);
                events.drainTo(taken);
            }
        }
        return taken;
    }
}
