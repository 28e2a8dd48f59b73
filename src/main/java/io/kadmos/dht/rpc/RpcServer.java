package io.kadmos.dht.rpc;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.kadmos.dht.channel.Channel;
import io.kadmos.dht.channel.Sending;
import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.message.Envelope;
import io.kadmos.dht.message.MessageCodec;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.Bytes;
import io.kadmos.dht.record.HybridClock;
import io.kadmos.dht.record.TraceContext;
import io.kadmos.dht.runtime.EventLoop;

/**
 * Answers the requests of other nodes, by one handler for each type (protocol.md W8, W10). A request that is repeated
 * while a handler works on it does not run twice; a request that is repeated afterwards gets the same answer again, if
 * the answer is kept. With too many requests the server answers {@code Busy}. Event loop only.
 */
final class RpcServer {

    /**
     * How many requests the server works on at once; a further one is answered {@code Busy}. Several peers may each
     * have all their calls open.
     */
    static final int MAX_WORKING = 2_048;
    /**
     * A handler that has not answered after this time will not answer; the server drops its request to make room for
     * others.
     */
    static final Duration ABANDONED_AFTER = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(RpcServer.class);

    private final Channel channel;
    private final EventLoop loop;
    private final HybridClock clock;
    private final Consumer<NodeEvent> events;
    private final MessageCodec codec = new MessageCodec();
    private final Map<Class<? extends Request>, RequestHandler<Request>> handlers = new HashMap<>();
    private final Map<ExchangeId, Exchange> working = new LinkedHashMap<>();
    private final RecentAnswers recent = new RecentAnswers();

    /** A server without handlers. */
    RpcServer(Channel channel, EventLoop loop, HybridClock clock, Consumer<NodeEvent> events) {
        this.channel = channel;
        this.loop = loop;
        this.clock = clock;
        this.events = events;
    }

    /** Sets the handler for the requests of a type. Fails if the type has one. */
    <R extends Request> void on(Class<R> type, RequestHandler<? super R> handler) {
        RequestHandler<Request> typed = (request, caller, answer) -> handler.handle(type.cast(request), caller, answer);
        if (handlers.putIfAbsent(type, typed) != null) {
            throw new IllegalStateException("two handlers for " + type.getSimpleName());
        }
    }

    /** Takes a request of another node. */
    void received(Contact caller, Envelope envelope, Request request) {
        long nowNanos = nowNanos();
        ExchangeId id = new ExchangeId(caller.id(), envelope.requestId());
        dropAbandoned(nowNanos);
        if (working.containsKey(id) || repeatAnswer(caller, id, nowNanos)) {
            return;
        }
        RequestHandler<Request> handler = handlers.get(request.getClass());
        if (handler == null) {
            respond(caller, id, new Response.Unsupported());
        } else if (working.size() >= MAX_WORKING) {
            respond(caller, id, new Response.Busy());
        } else {
            Exchange exchange = new Exchange(caller, envelope, request, nowNanos);
            working.put(id, exchange);
            run(handler, request, caller, exchange);
        }
    }

    /** Takes the reminder of a request: sends the answer again if it is kept, and does nothing otherwise. */
    void reminded(Contact caller, long requestId) {
        repeatAnswer(caller, new ExchangeId(caller.id(), requestId), nowNanos());
    }

    /** Takes a request that this version does not understand. */
    void unknown(Contact caller, long requestId) {
        respond(caller, new ExchangeId(caller.id(), requestId), new Response.Unsupported());
    }

    /** Runs a request of this node itself. The answer comes once at most, and may come before this method returns. */
    void handleOwn(Contact self, Request request, Consumer<Response> answer) {
        RequestHandler<Request> handler = handlers.get(request.getClass());
        if (handler == null) {
            answer.accept(new Response.Unsupported());
        } else {
            run(handler, request, self, answer);
        }
    }

    private void run(RequestHandler<Request> handler, Request request, Contact caller, Consumer<Response> answer) {
        try {
            handler.handle(request, caller, answer);
        } catch (RuntimeException e) {
            // The edge of the loop for handlers: a bug ends its own request and nothing else.
            reportBug(request.typeName() + " handler", e);
            answer.accept(new Response.Busy());
        }
    }

    private boolean repeatAnswer(Contact caller, ExchangeId id, long nowNanos) {
        return switch (recent.find(id, nowNanos)) {
            case RecentAnswers.Found.Repeat(var answer) -> {
                channel.send(caller, answer.array());
                yield true;
            }
            case RecentAnswers.Found.OnItsWay() -> true;
            case RecentAnswers.Found.Unknown() -> false;
        };
    }

    private void answered(Exchange exchange, Response response) {
        if (!working.remove(exchange.id, exchange)) {
            return;
        }
        long nowNanos = nowNanos();
        Duration elapsed = Duration.ofNanos(nowNanos - exchange.sinceNanos);
        events.accept(new NodeEvent.RequestServed(exchange.type, elapsed));
        if (exchange.trace != null) {
            LOG.debug("request served traceparent={} type={} from={} micros={}", exchange.trace, exchange.type,
                    exchange.caller, elapsed.toNanos() / 1000);
            events.accept(new NodeEvent.TracedRequestServed(exchange.trace, exchange.caller, exchange.type,
                    response.typeName(), elapsed));
        }
        if (nowNanos <= exchange.deadlineNanos) {
            byte[] bytes = encode(exchange.id, response);
            Sending sending = channel.send(exchange.caller, bytes);
            if (!exchange.isAnsweredAnew || sending.state() != Sending.State.SENT) {
                recent.remember(exchange.id, Bytes.wrap(bytes), sending, nowNanos);
            }
        }
    }

    private void respond(Contact caller, ExchangeId id, Response response) {
        channel.send(caller, encode(id, response));
    }

    private byte[] encode(ExchangeId id, Response response) {
        return codec.encode(new Envelope(id.requestId(), 0, clock.latest(), response));
    }

    private void dropAbandoned(long nowNanos) {
        Iterator<Exchange> oldestFirst = working.values().iterator();
        while (oldestFirst.hasNext() && nowNanos - oldestFirst.next().sinceNanos >= ABANDONED_AFTER.toNanos()) {
            oldestFirst.remove();
        }
    }

    private void reportBug(String where, RuntimeException cause) {
        LOG.error("Bug caught: where={}", where, cause);
        events.accept(new NodeEvent.BugCaught(where));
    }

    private long nowNanos() {
        return loop.uptime().toNanos();
    }

    /** A request on which a handler works, and where its answer goes. */
    private final class Exchange implements Consumer<Response> {

        private final ExchangeId id;
        private final Contact caller;
        private final @Nullable TraceContext trace;
        private final String type;
        private final boolean isAnsweredAnew;
        private final long sinceNanos;
        private final long deadlineNanos;

        Exchange(Contact caller, Envelope envelope, Request request, long nowNanos) {
            this.id = new ExchangeId(caller.id(), envelope.requestId());
            this.caller = caller;
            this.trace = envelope.trace();
            this.type = request.typeName();
            this.isAnsweredAnew = request.isAnsweredAnew();
            this.sinceNanos = nowNanos;
            this.deadlineNanos = nowNanos + envelope.deadlineMillis() * 1_000_000L;
        }

        /** Takes the first answer; ignores any other. */
        @Override
        public void accept(Response response) {
            answered(this, response);
        }
    }
}
