package io.kadmos.dht.channel;

import java.util.LinkedHashMap;
import java.util.Map;

import io.kadmos.dht.channel.Frame.Ack;
import io.kadmos.dht.channel.Frame.Part;
import io.kadmos.dht.id.Id;

/**
 * All large messages that peers are sending (protocol.md W7). Their number is bounded per peer, and their bytes per
 * node (protocol.md W10). A message that makes no progress for the idle time is given up. Times are uptime in
 * nanoseconds.
 */
final class InboundMessages {

    /** The most unfinished messages of one peer. */
    static final int MAX_PER_PEER = 8;
    /** The most unfinished messages of all peers, however small they are. */
    static final int MAX_OPEN = 1_024;
    /** How many finished messages are remembered, so that a late copy of a part does not begin one anew. */
    static final int MAX_FINISHED = 4_096;

    private final int maxBytes;
    private final long idleNanos;
    /** The message that has waited longest for a part comes first. */
    private final Map<Key, InboundMessage> open = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Key, Boolean> finished = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Boolean> eldest) {
            return size() > MAX_FINISHED;
        }
    };
    private int bytes;

    InboundMessages(ChannelSettings settings) {
        this.maxBytes = settings.reassemblyBytes();
        this.idleNanos = settings.largeMessageIdle().toNanos();
    }

    Arrival accept(Id from, Part part, long nowNanos) {
        Key key = new Key(from, part.messageId());
        if (finished.containsKey(key)) {
            return new Arrival.Acknowledged(new Ack(part.messageId(), part.count(), 0));
        }
        InboundMessage large = open.get(key);
        if (large == null) {
            if (!hasRoom(from, part.totalBytes())) {
                return Arrival.NoRoom.INSTANCE;
            }
            large = new InboundMessage(part);
            open.put(key, large);
            bytes += part.totalBytes();
        } else if (!large.fits(part)) {
            return Arrival.Contradictory.INSTANCE;
        }
        boolean tell = large.accept(part, nowNanos);
        if (large.isComplete()) {
            remove(key);
            finished.put(key, true);
            return new Arrival.Completed(large.ack(), large.message());
        }
        return tell ? new Arrival.Acknowledged(large.ack()) : Arrival.Kept.INSTANCE;
    }

    /** The sender gave up a message. */
    void abandon(Id from, long messageId) {
        remove(new Key(from, messageId));
    }

    /** Gives up idle messages. Returns the uptime to look again, or {@link Long#MAX_VALUE} if none is open. */
    long reap(long nowNanos) {
        while (!open.isEmpty()) {
            Map.Entry<Key, InboundMessage> idlest = open.entrySet().iterator().next();
            long dueNanos = idlest.getValue().lastPartNanos() + idleNanos;
            if (dueNanos > nowNanos) {
                return dueNanos;
            }
            remove(idlest.getKey());
        }
        return Long.MAX_VALUE;
    }

    /** The memory that unfinished messages take, in bytes. */
    int bytes() {
        return bytes;
    }

    void close() {
        open.clear();
        finished.clear();
        bytes = 0;
    }

    private boolean hasRoom(Id from, int totalBytes) {
        return open.size() < MAX_OPEN && bytes + totalBytes <= maxBytes
                && open.keySet().stream().filter(key -> key.peer().equals(from)).count() < MAX_PER_PEER;
    }

    private void remove(Key key) {
        InboundMessage large = open.remove(key);
        if (large != null) {
            bytes -= large.totalBytes();
        }
    }

    private record Key(Id peer, long messageId) {}
}
