package io.kadmos.http.events;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.kadmos.dht.event.NodeEvent;

/**
 * Hands the rare events of the node to everybody who follows them. Told on the event loop, which it never holds up: a
 * follower whose buffer is full is cut off. Callable from any thread.
 */
public final class EventFeed implements Consumer<NodeEvent> {

    /** Each has a thread, a connection and a buffer; a handful of people and dashboards follow a node. */
    static final int MAX_FOLLOWERS = 32;

    private final List<EventBuffer> followers = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /** A feed that nobody follows. */
    public EventFeed() {}

    @Override
    public void accept(NodeEvent event) {
        if (!followers.isEmpty() && isRare(event)) {
            followers.forEach(follower -> follower.offer(event));
        }
    }

    /** A buffer that is filled from now on; nothing if too many follow already, or the node is shutting down. */
    synchronized Optional<EventBuffer> follow() {
        if (closed || followers.size() >= MAX_FOLLOWERS) {
            return Optional.empty();
        }
        EventBuffer buffer = new EventBuffer();
        followers.add(buffer);
        return Optional.of(buffer);
    }

    /** Fills a buffer no more. */
    void leave(EventBuffer buffer) {
        buffer.close();
        followers.remove(buffer);
    }

    /** Lets everybody go, and nobody in. */
    public synchronized void close() {
        closed = true;
        followers.forEach(EventBuffer::close);
    }

    /** How many follow. */
    public int followers() {
        return followers.size();
    }

    /** Whether it happens so seldom that people can follow it. */
    private static boolean isRare(NodeEvent event) {
        return switch (event) {
            case NodeEvent.StateEntered _, NodeEvent.FormationAdopted _, NodeEvent.PeerEntered _ -> true;
            case NodeEvent.Reconfigured _, NodeEvent.SlotActivated _, NodeEvent.RowsMoved _ -> true;
            case NodeEvent.RecordDamaged _, NodeEvent.DiskRolledBack _, NodeEvent.BugCaught _ -> true;
            case NodeEvent.DatagramSent _, NodeEvent.DatagramReceived _, NodeEvent.DatagramDropped _ -> false;
            case NodeEvent.CallEnded _, NodeEvent.Retransmitted _, NodeEvent.RequestServed _ -> false;
            case NodeEvent.TracedRequestServed _, NodeEvent.LookupEnded _, NodeEvent.RoundEnded _ -> false;
        };
    }
}
