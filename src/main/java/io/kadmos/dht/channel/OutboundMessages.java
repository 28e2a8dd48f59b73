package io.kadmos.dht.channel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

import io.kadmos.dht.channel.Frame.Ack;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;

/**
 * All large messages that this node is sending (protocol.md W7). Up to four messages per peer are under way at once and
 * take turns; the others wait. A message that would exceed a bound fails at once (protocol.md W10). Times are uptime in
 * nanoseconds.
 */
final class OutboundMessages {

    /**
     * The most messages under way to one peer: half of what a peer takes, so that abandoned ones do not block new ones
     * there.
     */
    static final int MAX_ACTIVE_PER_PEER = 4;
    /** The most bytes of all messages under way and waiting. */
    static final int MAX_BYTES = 64 << 20;
    /** The most bytes for one peer, so that a silent peer does not use up the bound of all. */
    static final int MAX_BYTES_PER_PEER = 16 << 20;

    private final int maxPartBytes;
    private final long idleNanos;
    private final Outboxes outboxes;
    private final Map<Id, Queue> queues = new LinkedHashMap<>();
    private long nextId;
    private int bytes;

    OutboundMessages(ChannelSettings settings, Outboxes outboxes, RandomGenerator random) {
        this.maxPartBytes = settings.maxDatagramBytes() - Seal.OVERHEAD_BYTES - Frame.PART_OVERHEAD;
        this.idleNanos = settings.largeMessageIdle().toNanos();
        this.outboxes = outboxes;
        this.nextId = random.nextLong();
    }

    /** Begins to send a message to a node, or queues it. */
    Sending start(Contact to, byte[] message, long nowNanos) {
        Queue known = queues.get(to.id());
        int peerBytes = known == null ? 0 : known.bytes;
        if (bytes + message.length > MAX_BYTES || peerBytes + message.length > MAX_BYTES_PER_PEER) {
            return Sending.FAILED;
        }
        OutboundMessage large = new OutboundMessage(nextId++, message, maxPartBytes);
        Queue queue = queues.computeIfAbsent(to.id(), _ -> new Queue(to));
        queue.to = to;
        queue.waiting.add(large);
        account(queue, message.length);
        advance(queue, nowNanos);
        return large.sending();
    }

    /** Takes in an ACK. Returns the uptime at which to call {@link #wake} at the latest. */
    long acknowledge(Id peer, Ack ack, long nowNanos) {
        Queue queue = queues.get(peer);
        OutboundMessage large = queue == null ? null : queue.active.get(ack.messageId());
        if (queue == null || large == null) {
            return Long.MAX_VALUE;
        }
        long roundTripNanos = large.acknowledge(ack, nowNanos);
        if (roundTripNanos >= 0) {
            queue.roundTrip.sample(roundTripNanos);
        }
        advance(queue, nowNanos);
        forgetIfDone(peer, queue);
        return dueNanos(peer, nowNanos);
    }

    /** The uptime at which parts sent now to a peer time out; {@link Long#MAX_VALUE} if none is under way to it. */
    long dueNanos(Id peer, long nowNanos) {
        Queue queue = queues.get(peer);
        return queue == null ? Long.MAX_VALUE : nowNanos + queue.roundTrip.timeoutNanos();
    }

    /** Sends timed-out parts again and gives up messages without progress. Returns the uptime of the next call. */
    long wake(long nowNanos) {
        for (Map.Entry<Id, Queue> entry : List.copyOf(queues.entrySet())) {
            Queue queue = entry.getValue();
            long timeoutNanos = queue.roundTrip.timeoutNanos();
            if (queue.active.values().stream().anyMatch(large -> large.isTimedOut(nowNanos, timeoutNanos))) {
                resendTimedOut(queue, nowNanos, timeoutNanos);
            }
            advance(queue, nowNanos);
            forgetIfDone(entry.getKey(), queue);
        }
        return nextDueNanos();
    }

    /** Ends all messages; those that were not delivered have failed. */
    void close() {
        for (Queue queue : queues.values()) {
            queue.active.values().forEach(large -> large.sending().abandon());
            queue.waiting.forEach(large -> large.sending().abandon());
        }
        queues.clear();
        bytes = 0;
    }

    private void resendTimedOut(Queue queue, long nowNanos, long timeoutNanos) {
        queue.roundTrip.backOff(timeoutNanos);
        for (OutboundMessage large : queue.active.values()) {
            if (nowNanos - large.lastProgressNanos() >= idleNanos) {
                large.sending().end(Sending.State.FAILED);
            } else {
                sendParts(queue, large, nowNanos, timeoutNanos);
            }
        }
    }

    /** Drops the messages that ended, starts those that wait, and sends what the windows allow. */
    private void advance(Queue queue, long nowNanos) {
        dropEnded(queue);
        while (queue.active.size() < MAX_ACTIVE_PER_PEER && !queue.waiting.isEmpty()) {
            OutboundMessage large = queue.waiting.remove();
            if (large.sending().state() == Sending.State.UNDER_WAY) {
                queue.active.put(large.id(), large);
            } else {
                account(queue, -large.totalBytes());
            }
        }
        for (OutboundMessage large : queue.active.values()) {
            sendParts(queue, large, nowNanos, queue.roundTrip.timeoutNanos());
        }
    }

    private void dropEnded(Queue queue) {
        Iterator<OutboundMessage> active = queue.active.values().iterator();
        while (active.hasNext()) {
            OutboundMessage large = active.next();
            Sending.State state = large.sending().state();
            if (state != Sending.State.UNDER_WAY) {
                active.remove();
                account(queue, -large.totalBytes());
            }
            if (state == Sending.State.FAILED) {
                new Frame.Abandon(large.id()).writeTo(outboxes.reserve(queue.to, Frame.ABANDON_BYTES));
            }
        }
    }

    private void sendParts(Queue queue, OutboundMessage large, long nowNanos, long timeoutNanos) {
        int part = large.next(nowNanos, timeoutNanos);
        while (part != OutboundMessage.NONE) {
            large.send(part, outboxes.reserve(queue.to, large.frameBytes(part)), nowNanos);
            part = large.next(nowNanos, timeoutNanos);
        }
    }

    private void account(Queue queue, int change) {
        queue.bytes += change;
        bytes += change;
    }

    private void forgetIfDone(Id peer, Queue queue) {
        if (queue.active.isEmpty() && queue.waiting.isEmpty()) {
            queues.remove(peer);
        }
    }

    /** The uptime at which the first part under way times out; {@link Long#MAX_VALUE} if there is none. */
    private long nextDueNanos() {
        long due = Long.MAX_VALUE;
        for (Queue queue : queues.values()) {
            for (OutboundMessage large : queue.active.values()) {
                due = Math.min(due, large.nextDueNanos(queue.roundTrip.timeoutNanos()));
            }
        }
        return due;
    }

    /** The messages to one peer. */
    private static final class Queue {

        private final RoundTripEstimator roundTrip = new RoundTripEstimator();
        private final Map<Long, OutboundMessage> active = new LinkedHashMap<>();
        private final Deque<OutboundMessage> waiting = new ArrayDeque<>();
        private Contact to;
        private int bytes;

        Queue(Contact to) {
            this.to = to;
        }
    }
}
