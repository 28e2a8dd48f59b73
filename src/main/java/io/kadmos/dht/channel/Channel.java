package io.kadmos.dht.channel;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.event.NodeEvent.DropReason;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.MessageCodec;
import io.kadmos.dht.runtime.EventLoop;
import io.kadmos.dht.runtime.Transport;

/**
 * Carries messages between the nodes of one cluster over sealed datagrams. A message may be lost, repeated or reordered
 * on the way, but an altered or forged one is never delivered (protocol.md W1). A large message arrives whole or not at
 * all (protocol.md W7). The channel drops every datagram that is not authentic, reports
 * {@link NodeEvent.DatagramDropped}, and never answers it. Event loop only.
 */
public final class Channel {

    /** The longest message that the channel carries, in bytes. */
    public static final int MAX_MESSAGE_BYTES = MessageCodec.MAX_BYTES;

    /** The shortest part of a large message, apart from its last part. It bounds the number of parts. */
    static final int MIN_PART_BYTES = 256;

    private final ChannelSettings settings;
    private final Credentials credentials;
    private final EventLoop loop;
    private final Transport transport;
    private final Consumer<NodeEvent> events;
    private final Seal seal;
    private final Outboxes outboxes;
    private final OutboundMessages outbound;
    private final InboundMessages inbound;
    private final Alarm alarm;
    private Consumer<DropReason> rejected = reason -> {};
    private @Nullable Receiver receiver;
    private boolean closed;

    /**
     * A channel that neither sends nor receives before it is started. The caller must never give equal randomness to
     * two channels that share a key (protocol.md W2).
     */
    public Channel(ChannelSettings settings, Credentials credentials, EventLoop loop, Transport transport,
            RandomGenerator random, Consumer<NodeEvent> events) {
        this.settings = settings;
        this.credentials = credentials;
        this.loop = loop;
        this.transport = transport;
        this.events = events;
        this.seal = new Seal(credentials, settings.wireVersions(), random);
        this.outboxes = new Outboxes(settings.maxDatagramBytes() - Seal.OVERHEAD_BYTES, loop, this::depart);
        this.outbound = new OutboundMessages(settings, outboxes, random);
        this.inbound = new InboundMessages(settings);
        this.alarm = new Alarm(loop, this::wake);
    }

    /** Begins to receive. Called once. */
    public void start(Receiver messages) {
        receiver = messages;
        transport.onReceive(this::receive);
    }

    /** Sets the listener for datagrams that cannot be opened, and for the reason. */
    public void onRejected(Consumer<DropReason> listener) {
        rejected = listener;
    }

    /**
     * Seals and opens with another keyring from now on (protocol.md W4). Datagrams that were sealed before stay as they
     * are.
     */
    public void replace(Keyring keyring) {
        seal.replace(keyring);
    }

    /** The id under which this node sends. */
    public Id self() {
        return credentials.self();
    }

    /** The length of the longest message that fits into one datagram, in bytes. */
    public int smallMessageBytes() {
        return settings.maxDatagramBytes() - Seal.OVERHEAD_BYTES - Frame.MESSAGE_OVERHEAD;
    }

    /**
     * Sends a message. The caller must not change the array afterwards. A message to the id zero goes unaddressed
     * (protocol.md W6), which fails for a large one.
     *
     * @throws IllegalArgumentException if the message is longer than {@link #MAX_MESSAGE_BYTES}
     */
    public Sending send(Contact to, byte[] message) {
        if (message.length > MAX_MESSAGE_BYTES) {
            throw new IllegalArgumentException(
                    "a message has at most " + MAX_MESSAGE_BYTES + " bytes, not " + message.length);
        }
        if (closed) {
            return Sending.FAILED;
        }
        if (message.length <= smallMessageBytes()) {
            outboxes.reserve(to, Frame.MESSAGE_OVERHEAD + message.length)
                    .put((byte) Frame.MESSAGE_TYPE)
                    .putShort((short) message.length)
                    .put(message);
            return Sending.SENT;
        }
        if (!to.isIdentified()) {
            return Sending.FAILED;
        }
        long nowNanos = nowNanos();
        Sending sending = outbound.start(to, message, nowNanos);
        ringBy(outbound.dueNanos(to.id(), nowNanos), nowNanos);
        return sending;
    }

    /** Sends what the outboxes hold, and gives up every large message. Neither sends nor receives afterwards. */
    public void close() {
        outbound.close();
        inbound.close();
        alarm.cancel();
        outboxes.flush();
        closed = true;
    }

    private void depart(Outbox outbox) {
        if (closed) {
            return;
        }
        byte[] datagram = seal.seal(outbox.to().id(), outbox.gathered(), loop.uptime());
        transport.send(outbox.to().endpoint(), datagram);
        events.accept(new NodeEvent.DatagramSent(datagram.length));
    }

    private void receive(Endpoint from, byte[] datagram) {
        if (closed) {
            return;
        }
        switch (seal.open(from, datagram)) {
            case Opening.Rejected(var reason) -> {
                rejected.accept(reason);
                drop(reason);
            }
            case Opening.Opened(var sender, var addressing, var frames) -> {
                events.accept(new NodeEvent.DatagramReceived(datagram.length));
                while (frames.hasRemaining() && !closed) {
                    receive(sender, addressing, frames);
                }
            }
        }
    }

    private void receive(Contact from, Addressing addressing, ByteBuffer frames) {
        switch (Frame.read(frames)) {
            case Frame.Whole(var message) -> deliver(from, message, addressing);
            case Frame _ when addressing == Addressing.UNADDRESSED -> abandonRest(frames, DropReason.UNADDRESSED);
            case Frame.Part part -> receivePart(from, part);
            case Frame.Ack ack -> {
                long nowNanos = nowNanos();
                ringBy(outbound.acknowledge(from.id(), ack, nowNanos), nowNanos);
            }
            case Frame.Abandon(var messageId) -> inbound.abandon(from.id(), messageId);
            case Frame.Unreadable() -> abandonRest(frames, DropReason.MALFORMED);
        }
    }

    private void receivePart(Contact from, Frame.Part part) {
        long nowNanos = nowNanos();
        switch (inbound.accept(from.id(), part, nowNanos)) {
            case Arrival.Kept() -> ringBy(inbound.reap(nowNanos), nowNanos);
            case Arrival.Acknowledged(var ack) -> {
                ack.writeTo(outboxes.reserve(from, Frame.ACK_BYTES));
                ringBy(inbound.reap(nowNanos), nowNanos);
            }
            case Arrival.Completed(var ack, var message) -> {
                ack.writeTo(outboxes.reserve(from, Frame.ACK_BYTES));
                deliver(from, message, Addressing.ADDRESSED);
            }
            case Arrival.NoRoom() -> drop(DropReason.OVERLOAD);
            case Arrival.Contradictory() -> drop(DropReason.MALFORMED);
        }
    }

    private void deliver(Contact from, ByteBuffer message, Addressing addressing) {
        if (receiver != null) {
            receiver.received(from, message, addressing);
        }
    }

    private void abandonRest(ByteBuffer frames, DropReason reason) {
        frames.position(frames.limit());
        drop(reason);
    }

    private void drop(DropReason reason) {
        events.accept(new NodeEvent.DatagramDropped(reason));
    }

    private void wake() {
        long nowNanos = nowNanos();
        ringBy(Math.min(outbound.wake(nowNanos), inbound.reap(nowNanos)), nowNanos);
    }

    private void ringBy(long dueNanos, long nowNanos) {
        if (dueNanos != Long.MAX_VALUE) {
            alarm.ringBy(dueNanos, nowNanos);
        }
    }

    private long nowNanos() {
        return loop.uptime().toNanos();
    }

    /** Takes arriving messages, on the event loop. */
    @FunctionalInterface
    public interface Receiver {

        /** A message of an authentic node. The buffer is valid only during the call. */
        void received(Contact from, ByteBuffer message, Addressing addressing);
    }
}
