package io.kadmos.http.events;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.kadmos.dht.event.NodeEvent;

/**
 * Gives the rare events of this node to every follower, at most {@value #MAX_FOLLOWERS} of them. The event loop calls
 * it, and it never blocks the loop: it closes the buffer of a follower that is too slow. Callable from any thread.
 */
public final class EventFeed implements Consumer<NodeEvent> {

    /** Each follower takes a thread, a connection and a buffer; few operators and dashboards follow one node. */
    static final int MAX_FOLLOWERS = 32;

    private final List<EventBuffer> followers = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /** A feed without followers. */
    public EventFeed() {}

    @Override
    public void accept(NodeEvent event) {
        if (!followers.isEmpty() && isRare(event)) {
            followers.forEach(follower -> follower.offer(event));
        }
    }

    /** A buffer that receives every rare event from now on; empty if too many follow, or the node is shutting down. */
    synchronized Optional<EventBuffer> follow() {
        if (closed || followers.size() >= MAX_FOLLOWERS) {
            return Optional.empty();
        }
        EventBuffer buffer = new EventBuffer();
        followers.add(buffer);
        return Optional.of(buffer);
    }

    /** Closes a buffer and removes its follower. */
    void leave(EventBuffer buffer) {
        buffer.close();
        followers.remove(buffer);
    }

    /** Ends the streams of all followers, and takes no further ones. */
    public synchronized void close() {
        closed = true;
        followers.forEach(EventBuffer::close);
    }

    /** How many followers there are. */
    public int followers() {
        return followers.size();
    }

    /** Whether an event is so rare that an operator can follow it. */
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
