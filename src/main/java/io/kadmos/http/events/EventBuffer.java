package io.kadmos.http.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import io.kadmos.dht.event.NodeEvent;

/**
 * The events that one follower of {@code /cluster/events} has not received, at most {@value #MAX_EVENTS}. A follower
 * that falls further behind is too slow: its buffer closes. One thread takes events; any thread may call the other
 * methods.
 */
public final class EventBuffer {

    /** Twice the events when all 4096 slots of a node become active at once. */
    public static final int MAX_EVENTS = 8_192;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final BlockingQueue<NodeEvent> events = new ArrayBlockingQueue<>(MAX_EVENTS);
    private volatile boolean closed;

    /** Adds an event, or closes the buffer if there is no room. */
    void offer(NodeEvent event) {
        if (!closed && !events.offer(event)) {
            closed = true;
        }
    }

    /** Closes the buffer: no further event enters it. */
    void close() {
        closed = true;
    }

    /** Whether the buffer is closed. */
    boolean isClosed() {
        return closed;
    }

    /**
     * Takes all events that there are, and waits for one if there is none. Empty if no event came in time, or if the
     * buffer is closed.
     */
    List<NodeEvent> take(Duration patience) throws InterruptedException {
        List<NodeEvent> taken = new ArrayList<>();
        long deadline = System.nanoTime() + patience.toNanos();
        long left = patience.toNanos();
        while (!closed && taken.isEmpty() && left >= 0) {
            NodeEvent first = events.poll(Math.min(left, POLL_NANOS), TimeUnit.NANOSECONDS);
            if (first != null) {
                taken.add(first);
                events.drainTo(taken);
            }
            left = deadline - System.nanoTime();
        }
        return taken;
    }
}
