package io.kadmos.dht.rpc;

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

import io.kadmos.dht.call.Call;
import io.kadmos.dht.call.RequestTrace;
import io.kadmos.dht.channel.Alarm;
import io.kadmos.dht.channel.Channel;
import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.event.NodeEvent.CallEnd;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Envelope;
import io.kadmos.dht.message.Message;
import io.kadmos.dht.message.MessageCodec;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.HybridClock;
import io.kadmos.dht.record.TraceContext;
import io.kadmos.dht.runtime.EventLoop;

/**
 * Asks other nodes, and takes their answers (protocol.md W8, W9, W10). It sends a request up to {@value #MAX_SENDS}
 * times within its deadline, when the answer is later than RFC 6298 expects of that peer. While the parts of a large
 * request are being sent, it does not send the request again; when they have arrived, it sends a reminder instead.
 * Event loop only.
 */
final class RpcClient {

    /** How many calls to one peer may be open; a further call is refused at once (protocol.md W10). */
    static final int MAX_IN_FLIGHT_PER_PEER = 256;
    /** How many times a request is sent at most. */
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

    /** A client that asks other nodes over a channel, and its own node through the server directly. */
    RpcClient(Channel channel, RpcServer server, EventLoop loop, RandomGenerator random, HybridClock clock,
            Consumer<NodeEvent> events) {
        this.channel = channel;
        this.server = server;
        this.loop = loop;
        this.clock = clock;
        this.events = events;
        this.alarm = new Alarm(loop, this::wake);
        this.nextRequestId = random.nextLong();
    }

    /** Asks a node; see {@link Caller#call}. */
    void call(Contact to, Request request, Call call, Consumer<CallResult> done) {
        RequestTrace trace = call.trace();
        if (trace == null) {
            call(to, request, call.timeout(), null, done);
        } else {
            RequestTrace.Question question = trace.asking(to, request.typeName());
            call(to, request, call.timeout(), question.context(), result -> {
                question.ended(kind(result));
                done.accept(result);
            });
        }
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

    /** The smoothed round trip to a peer; zero to this node itself. */
    Duration expectedRoundTrip(Id peer) {
        return peer.equals(channel.self()) ? Duration.ZERO : Duration.ofNanos(peers.roundTrip(peer).smoothedNanos());
    }

    /** How long after a request an answer of a peer is overdue: few answers take longer. */
    Duration hedgeDelay(Id peer) {
        return peers.hedgeDelay(peer);
    }

    /** How long to wait for an answer of a peer to a small request. */
    Patience patience(Id peer) {
        return peers.patience(peer);
    }

    /** Ends every open call as timed out. Later calls time out at once. */
    void close() {
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

    /** Takes a response; ignores one to which no call is open. */
    void received(Contact from, long requestId, Response response, boolean small) {
        OpenCall call = open.get(requestId);
        if (call != null && call.mayBeAnsweredBy(from.id())) {
            if (small && call.wasSentOnce()) {
                peers.answered(call.peer(), nowNanos() - call.sinceNanos());
            }
            answered(call, response);
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

    /** Sends a request again that may be lost, unless its parts are being sent or it was sent often enough. */
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

    private Duration elapsed(OpenCall call) {
        return Duration.ofNanos(nowNanos() - call.sinceNanos());
    }

    private long nowNanos() {
        return loop.uptime().toNanos();
    }

    private static CallEnd kind(CallResult result) {
        return switch (result) {
            case CallResult.Answered _ -> CallEnd.ANSWERED;
            case CallResult.TimedOut _ -> CallEnd.TIMED_OUT;
            case CallResult.Refused _ -> CallEnd.REFUSED;
        };
    }
}
