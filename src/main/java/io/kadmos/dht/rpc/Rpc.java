package io.kadmos.dht.rpc;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.channel.Addressing;
import io.kadmos.dht.channel.Channel;
import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.event.NodeEvent.DropReason;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Decoded;
import io.kadmos.dht.message.Envelope;
import io.kadmos.dht.message.MessageCodec;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.HybridClock;
import io.kadmos.dht.runtime.EventLoop;

/**
 * Calls between this node and the others (protocol.md §11). A received request goes to the server of this node, a
 * received response to its client; every call of this node goes through the client. This class adopts the clock of
 * every message (protocol.md W11), and drops what is malformed, or unaddressed and no {@code Hello} (protocol.md W6).
 * Event loop only.
 */
public final class Rpc implements Caller, HandlerRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(Rpc.class);

    private final Channel channel;
    private final HybridClock clock;
    private final Consumer<NodeEvent> events;
    private final RpcServer server;
    private final RpcClient client;

    /** Neither sends nor receives before {@link #start}. */
    public Rpc(Channel channel, EventLoop loop, RandomGenerator random, HybridClock clock,
            Consumer<NodeEvent> events) {
        this.channel = channel;
        this.clock = clock;
        this.events = events;
        this.server = new RpcServer(channel, loop, clock, events);
        this.client = new RpcClient(channel, server, loop, random, clock, events);
    }

    /** Begins to receive. */
    public void start() {
        channel.start(this::received);
    }

    /** Ends every open call as timed out. From here on this node neither sends nor receives. */
    public void close() {
        client.close();
        channel.close();
    }

    @Override
    public void call(Contact to, Request request, Call call, Consumer<CallResult> done) {
        client.call(to, request, call, done);
    }

    @Override
    public <R extends Request> void on(Class<R> type, RequestHandler<? super R> handler) {
        server.on(type, handler);
    }

    /** The smoothed round trip to a peer; zero to this node itself. */
    public Duration expectedRoundTrip(Id peer) {
        return client.expectedRoundTrip(peer);
    }

    /** How long after a request an answer of a peer is overdue: few answers take longer. */
    public Duration hedgeDelay(Id peer) {
        return client.hedgeDelay(peer);
    }

    /** How long to wait for an answer of a peer to a small request. */
    public Patience patience(Id peer) {
        return client.patience(peer);
    }

    private void received(Contact from, ByteBuffer message, Addressing addressing) {
        boolean small = message.remaining() <= channel.smallMessageBytes();
        Decoded decoded = MessageCodec.decode(message);
        if (addressing == Addressing.UNADDRESSED && !isHello(decoded)) {
            drop(DropReason.UNADDRESSED);
            return;
        }
        switch (decoded) {
            case Decoded.Valid(var envelope) -> received(from, envelope, small);
            case Decoded.Reminder(var requestId) -> server.reminded(from, requestId);
            case Decoded.UnknownRequest(var requestId) -> server.unknown(from, requestId);
            case Decoded.Malformed(var reason) -> {
                LOG.debug("Malformed message: peer={} reason={}", from, reason);
                drop(DropReason.MALFORMED);
            }
        }
    }

    private void received(Contact from, Envelope envelope, boolean small) {
        clock.observe(envelope.hlc());
        switch (envelope.message()) {
            case Request request -> server.received(from, envelope, request);
            case Response response -> client.received(from, envelope.requestId(), response, small);
        }
    }

    private void drop(DropReason reason) {
        events.accept(new NodeEvent.DatagramDropped(reason));
    }

    private static boolean isHello(Decoded decoded) {
        return decoded instanceof Decoded.Valid(var envelope) && envelope.message() instanceof Request.Hello;
    }
}
