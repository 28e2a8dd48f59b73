package io.kadmos.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.channel.RoundTripEstimator;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.rpc.Patience;
import io.kadmos.dht.rpc.RequestHandler;
import io.kadmos.dht.rpc.RoundTrips;

/**
 * Calls between thousands of nodes, as messages that are never encoded or sealed: that is what makes so many possible.
 * A request is sent again when the real client would do so, by the real estimators of round trips.
 */
final class OverlayNetwork {

    private static final int MAX_SENDS = 4;

    private final Scheduler scheduler;
    private final RandomGenerator random;
    private final NetworkWeather weather;
    private final Map<Endpoint, Plug> plugs = new HashMap<>();
    /** Neither send nor receive anything. Asked for membership only, never iterated. */
    private final Set<Endpoint> silent = new HashSet<>();

    OverlayNetwork(Scheduler scheduler, RandomGenerator random, NetworkWeather weather) {
        this.scheduler = scheduler;
        this.random = random;
        this.weather = weather;
    }

    /** Connects a node. */
    Plug connect(Contact owner, SimulatedLoop loop) {
        Plug plug = new Plug(owner, loop);
        plugs.put(owner.endpoint(), plug);
        return plug;
    }

    void silence(Endpoint endpoint) {
        silent.add(endpoint);
    }

    void endSilence() {
        silent.clear();
    }

    private void carry(Endpoint from, Endpoint to, Consumer<Plug> arrival) {
        if (silent.contains(from) || silent.contains(to)) {
            return;
        }
        scheduler.after(weather.delayNanos(random), () -> {
            Plug receiver = plugs.get(to);
            if (receiver != null && !receiver.loop.isDead()) {
                arrival.accept(receiver);
            }
        });
    }

    /** Where a node is connected. */
    final class Plug {

        private final Contact owner;
        private final SimulatedLoop loop;
        private final RoundTrips roundTrips = new RoundTrips();
        private final Map<Class<?>, RequestHandler<?>> handlers = new HashMap<>();

        private Plug(Contact owner, SimulatedLoop loop) {
            this.owner = owner;
            this.loop = loop;
        }

        <R extends Request> void on(Class<R> type, RequestHandler<? super R> handler) {
            handlers.put(type, handler);
        }

        void call(Contact to, Request request, Duration timeout, Consumer<CallResult> done) {
            new Call(this, to, request, timeout, done).send();
        }

        Patience patience(Id peer) {
            return roundTrips.patience(peer);
        }

        void pull() {
            plugs.remove(owner.endpoint(), this);
        }

        @SuppressWarnings("unchecked")
        private void handle(Request request, Contact caller, Consumer<Response> answer) {
            RequestHandler<?> handler = handlers.get(request.getClass());
            if (handler == null) {
                throw new AssertionError("no answer is written for " + request);
            }
            ((RequestHandler<Request>) handler).handle(request, caller, answer);
        }
    }

    /** One open request. */
    private final class Call {

        private final Plug caller;
        private final Contact to;
        private final Request request;
        private final Consumer<CallResult> done;
        private final RoundTripEstimator roundTrip;
        private final long sinceNanos;
        private final long deadlineNanos;
        private long timeoutNanos;
        private int sends;
        private boolean isEnded;
        private Scheduler.@Nullable Event next;

        private Call(Plug caller, Contact to, Request request, Duration timeout, Consumer<CallResult> done) {
            this.caller = caller;
            this.to = to;
            this.request = request;
            this.done = done;
            roundTrip = caller.roundTrips.of(to.id());
            sinceNanos = scheduler.nowNanos();
            deadlineNanos = sinceNanos + timeout.toNanos();
        }

        private void send() {
            sends++;
            carry(caller.owner.endpoint(), to.endpoint(), receiver -> {
                if (to.id().equals(Id.ZERO) || to.id().equals(receiver.owner.id())) {
                    receiver.handle(request, caller.owner, response -> carry(to.endpoint(), caller.owner.endpoint(),
                            _ -> answered(response)));
                }
            });
            timeoutNanos = Math.min(Math.max(2 * timeoutNanos, roundTrip.timeoutNanos()),
                    RoundTripEstimator.CAP_NANOS);
            lookAgainAfter(timeoutNanos);
        }

        private void lookAgainAfter(long nanos) {
            next = scheduler.after(Math.min(nanos, deadlineNanos - scheduler.nowNanos()), this::overdue);
        }

        private void overdue() {
            if (scheduler.nowNanos() >= deadlineNanos) {
                end(new CallResult.TimedOut());
            } else if (sends >= MAX_SENDS) {
                lookAgainAfter(deadlineNanos - scheduler.nowNanos());
            } else {
                roundTrip.backOff(timeoutNanos);
                send();
            }
        }

        private void answered(Response response) {
            Duration elapsed = Duration.ofNanos(scheduler.nowNanos() - sinceNanos);
            if (!isEnded && sends == 1) {
                caller.roundTrips.answered(to.id(), elapsed.toNanos());
            }
            end(response instanceof Response.Busy
                    ? new CallResult.Refused("busy")
                    : new CallResult.Answered(response, elapsed));
        }

        private void end(CallResult result) {
            if (next != null) {
                next.cancel();
            }
            if (!isEnded && !caller.loop.isDead()) {
                isEnded = true;
                done.accept(result);
            }
        }
    }
}
