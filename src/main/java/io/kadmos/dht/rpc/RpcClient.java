package io.kadmos.dht.rpc;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.kadmos.dht.channel.Addressing;
import io.kadmos.dht.channel.Alarm;
import io.kadmos.dht.channel.Channel;
import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.event.NodeEvent.CallEnd;
import io.kadmos.dht.event.NodeEvent.DropReason;
import io.kadmos.dht.event.RequestTrace;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Decoded;
import io.kadmos.dht.message.Envelope;
import io.kadmos.dht.message.Message;
import io.kadmos.dht.message.MessageCodec;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.HybridClock;
import io.kadmos.dht.record.TraceContext;
import io.kadmos.dht.runtime.EventLoop;

/**
 * Asks other nodes, and receives for client and server. A request is sent up to {@value #MAX_SENDS} times within its
 * deadline, when the answer is later than RFC 6298 expects of that peer. A large request whose parts are still being
 * moved is not sent again; one that has arrived is only reminded of. Event loop only.
 */
public final class RpcClient {

    /** Calls open to one peer at once; beyond, a call is refused at once. */
    static final int MAX_IN_FLIGHT_PER_PEER = 256;
    /** How often a request is sent at most. */
    static final int MAX_SENDS = 4;

    private static final Logger LOG = LoggerFactory.getLogger(RpcClient.class);
    private static final long MAX_DEADLINE_MILLIS = 3_600_000;

    private static final CallResult TOO_MANY = new CallResult.Refused("too many calls to this node are open");
    private static final CallResult BUSY = new CallResult.Refused("busy");
    private static final CallResult UNSUPPORTED = new CallResult.Refused("unsupported");

    private final Channel channel;
    private final RpcServer server;
    private final EventLoop loop;
    private final HybridClock clock;
    private final Consumer<NodeEvent> events;
    private final MessageCodec codec = new MessageCodec();
    private final Map<Long, OpenCall> open = new LinkedHashMap<>();
    private final TreeSet<OpenCall> byDueTime = new TreeSet<>();
    private final Alarm alarm;
    private final PeerTimings peers = new PeerTimings();
    private long nextRequestId;
    private boolean closed;

    /** A client that asks over a channel, and asks its own node's server directly. */
    public RpcClient(Channel channel, RpcServer server, EventLoop loop, RandomGenerator random, HybridClock clock,
            Consumer<NodeEvent> events) {
        this.channel = channel;
        this.server = server;
        this.loop = loop;
        this.clock = clock;
        this.events = events;
        this.alarm = new Alarm(loop, this::wake);
        this.nextRequestId = random.nextLong();
    }

    /** Begins to receive answers, and requests for the server. */
    public void start() {
        channel.start(this::received);
    }

    /**
     * Asks a node, or whoever lives at the endpoint if the id is zero. The result comes exactly once, within the
     * timeout, and never before this returns.
     */
    public void call(Contact to, Request request, Duration timeout, Consumer<CallResult> done) {
        call(to, request, timeout, null, done);
    }

    /** Calls on behalf of a client's request, whose questions say what they belong to. */
    public Caller under(RequestTrace trace) {
        return (to, request, timeout, done) -> {
            RequestTrace.Question question = trace.asking(to, request.typeName());
            call(to, request, timeout, question.context(), result -> {
                question.ended(kind(result));
                done.accept(result);
            });
        };
    }

    private void call(Contact to, Request request, Duration timeout, @Nullable TraceContext trace,
            Consumer<CallResult> done) {
        long timeoutMillis = Math.min(timeout.toMillis(), MAX_DEADLINE_MILLIS);
        PeerTiming peer = peers.of(to.id());
        if (closed || timeoutMillis <= 0) {
            loop.execute(() -> tell(request, done, new CallResult.TimedOut(), Duration.ZERO));
        } else if (peer.inFlight() >= MAX_IN_FLIGHT_PER_PEER) {
            loop.execute(() -> tell(request, done, TOO_MANY, Duration.ZERO));
        } else {
            Envelope envelope = new Envelope(nextRequestId++, (int) timeoutMillis, clock.latest(), request,
                    trace);
            begin(new OpenCall(to, envelope, peer, done, nowNanos()), request);
        }
    }

    /** The smoothed round trip to a peer; nothing to this node itself. */
    public Duration expectedRoundTrip(Id peer) {
        return peer.equals(channel.self()) ? Duration.ZERO : Duration.ofNanos(peers.roundTrip(peer).smoothedNanos());
    }

    /** After which an answer of a peer is overdue: only few answers take longer. */
    public Duration hedgeDelay(Id peer) {
        return peers.hedgeDelay(peer);
    }

    /** How long an answer of a peer to a small question is worth waiting for. */
    public Patience patience(Id peer) {
        return peers.patience(peer);
    }

    /** Ends every open call as timed out; later ones end so too. */
    public void close() {
        closed = true;
        alarm.cancel();
        byDueTime.clear();
        for (OpenCall call : List.copyOf(open.values())) {
            end(call, new CallResult.TimedOut());
        }
    }

    private void begin(OpenCall call, Request request) {
        open.put(call.requestId(), call);
        call.peer().callBegan();
        if (call.to().id().equals(channel.self())) {
            loop.execute(() -> server.handleOwn(call.to(), request,
                    response -> loop.execute(() -> answered(call, response))));
        } else {
            send(call, nowNanos());
        }
        lookAgain(call);
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
            case Response response -> {
                OpenCall call = open.get(envelope.requestId());
                if (call != null && call.mayBeAnsweredBy(from.id())) {
                    if (small && call.wasSentOnce()) {
                        peers.answered(call.peer(), nowNanos() - call.sinceNanos());
                    }
                    answered(call, response);
                }
            }
        }
    }

    private void answered(OpenCall call, Response response) {
        end(call, switch (response) {
            case Response.Busy() -> BUSY;
            case Response.Unsupported() -> UNSUPPORTED;
            default -> new CallResult.Answered(response, elapsed(call));
        });
    }

    private void end(OpenCall call, CallResult result) {
        if (open.remove(call.requestId(), call)) {
            byDueTime.remove(call);
            call.peer().callEnded();
            call.abandonSending();
            tell(call.request(), call.done(), result, elapsed(call));
        }
    }

    private void tell(Message request, Consumer<CallResult> done, CallResult result, Duration elapsed) {
        String type = request.typeName();
        events.accept(new NodeEvent.CallEnded(type, kind(result), elapsed));
        try {
            done.accept(result);
        } catch (RuntimeException e) {
            // The edge of the loop for callers: a bug ends its own operation, not the other calls due now.
            LOG.error("Bug caught: where=answer to {}", type, e);
            events.accept(new NodeEvent.BugCaught("answer to " + type));
        }
    }

    private void wake() {
        long nowNanos = nowNanos();
        while (!byDueTime.isEmpty() && byDueTime.first().dueNanos() <= nowNanos) {
            OpenCall call = byDueTime.removeFirst();
            if (call.deadlineNanos() <= nowNanos) {
                end(call, new CallResult.TimedOut());
            } else {
                overdue(call, nowNanos);
                byDueTime.add(call);
            }
        }
        if (!byDueTime.isEmpty()) {
            alarm.ringBy(byDueTime.first().dueNanos(), nowNanos);
        }
    }

    /** Sends again what may be lost, unless its parts are still being moved or enough was sent. */
    private void overdue(OpenCall call, long nowNanos) {
        if (call.isBeingMoved()) {
            call.lookAgainAt(nowNanos + call.peer().roundTrip().timeoutNanos());
        } else if (call.sends() >= MAX_SENDS) {
            call.waitForDeadline();
        } else {
            if (call.leftInOneDatagram()) {
                call.peer().roundTrip().backOff(call.timeoutNanos());
            }
            send(call, nowNanos);
            events.accept(new NodeEvent.Retransmitted());
        }
    }

    private void send(OpenCall call, long nowNanos) {
        byte[] message = call.hasArrived() ? codec.encodeReminder(call.envelope()) : codec.encode(call.envelope());
        call.sent(channel.send(call.to(), message), nowNanos);
    }

    private void lookAgain(OpenCall call) {
        byDueTime.add(call);
        alarm.ringBy(call.dueNanos(), nowNanos());
    }

    private void drop(DropReason reason) {
        events.accept(new NodeEvent.DatagramDropped(reason));
    }

    private Duration elapsed(OpenCall call) {
        return Duration.ofNanos(nowNanos() - call.sinceNanos());
    }

    private long nowNanos() {
        return loop.uptime().toNanos();
    }

    private static boolean isHello(Decoded decoded) {
        return decoded instanceof Decoded.Valid(var envelope) && envelope.message() instanceof Request.Hello;
    }

    private static CallEnd kind(CallResult result) {
        return switch (result) {
            case CallResult.Answered _ -> CallEnd.ANSWERED;
            case CallResult.TimedOut _ -> CallEnd.TIMED_OUT;
            case CallResult.Refused _ -> CallEnd.REFUSED;
        };
    }
}
