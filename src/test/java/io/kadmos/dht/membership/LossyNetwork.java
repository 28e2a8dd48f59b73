package io.kadmos.dht.membership;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.rpc.RequestHandler;

/** Calls between the nodes of one test. A question and its answer each take some time, and each may get lost. */
final class LossyNetwork {

    static final int LONGEST_MESSAGE_BYTES = 1_000;

    private final VirtualLoop loop;
    private final RandomGenerator random;
    private final Map<Endpoint, Plug> plugs = new HashMap<>();
    private double loss;
    private final Set<Endpoint> narrow = new HashSet<>();
    private Duration maxDelay = Duration.ofMillis(5);

    LossyNetwork(VirtualLoop loop, RandomGenerator random) {
        this.loop = loop;
        this.random = random;
    }

    void lose(double share) {
        loss = share;
    }

    void delayUpTo(Duration longest) {
        maxDelay = longest;
    }

    /** Begins or ends to lose the longest messages to and from an endpoint. */
    void narrow(Endpoint endpoint, boolean isNarrow) {
        if (isNarrow) {
            narrow.add(endpoint);
        } else {
            narrow.remove(endpoint);
        }
    }

    Plug plug(Contact context) {
        return new Plug(context);
    }

    private void deliver(Runnable arrival) {
        if (random.nextDouble() >= loss) {
            loop.schedule(Duration.ofNanos(1 + random.nextLong(maxDelay.toNanos())), arrival);
        }
    }

    private boolean passes(Request request, Contact from, Contact to) {
        return !(request instanceof Request.ProbePath)
                || !(narrow.contains(from.endpoint()) || narrow.contains(to.endpoint()));
    }

    /** The connection of one node to the network. */
    final class Plug {
        private final Contact context;
        private final Map<Class<?>, RequestHandler<?>> handlers = new HashMap<>();

        private Plug(Contact context) {
            this.context = context;
        }

        void connect() {
            plugs.put(context.endpoint(), this);
        }

        void pull() {
            plugs.remove(context.endpoint(), this);
        }

        <R extends Request> void on(Class<R> type, RequestHandler<? super R> handler) {
            handlers.put(type, handler);
        }

        void call(Contact to, Request request, Duration timeout, Consumer<CallResult> done) {
            Call call = new Call(this, loop.uptime(), done);
            loop.schedule(timeout, () -> call.end(new CallResult.TimedOut()));
            deliver(() -> {
                Plug there = plugs.get(to.endpoint());
                if (there != null && passes(request, context, to)
                        && (to.id().equals(Id.ZERO) || to.id().equals(there.context.id()))) {
                    there.handle(request, context, response -> deliver(
                            () -> call.end(new CallResult.Answered(response, loop.uptime().minus(call.began)))));
                }
            });
        }

        @SuppressWarnings("unchecked")
        private void handle(Request request, Contact caller, Consumer<Response> answer) {
            RequestHandler<?> handler = handlers.get(request.getClass());
            if (handler == null) {
                throw new AssertionError("no handler answers " + request);
            }
            ((RequestHandler<Request>) handler).handle(request, caller, answer);
        }

        private boolean isPlugged() {
            return plugs.get(context.endpoint()) == this;
        }
    }

    /** One call, which ends once, and only while the caller is still running. */
    private static final class Call {
        private final Plug caller;
        private final Duration began;
        private final Consumer<CallResult> done;
        private boolean isEnded;

        private Call(Plug caller, Duration began, Consumer<CallResult> done) {
            this.caller = caller;
            this.began = began;
            this.done = done;
        }

        private void end(CallResult result) {
            if (!isEnded && caller.isPlugged()) {
                isEnded = true;
                done.accept(result instanceof CallResult.Answered(Response.Busy(), Duration _)
                        ? new CallResult.Refused("busy")
                        : result);
            }
        }
    }
}
