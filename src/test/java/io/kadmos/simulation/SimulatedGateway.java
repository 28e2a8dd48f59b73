package io.kadmos.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.node.Consistency;
import io.kadmos.dht.node.Node;
import io.kadmos.dht.record.Version;
import io.kadmos.dht.register.Mutation;
import io.kadmos.dht.register.NotApplied;
import io.kadmos.dht.register.OutcomeUnknown;
import io.kadmos.dht.register.PreconditionFailed;
import io.kadmos.dht.register.Read;
import io.kadmos.dht.register.ReadOutcome;
import io.kadmos.dht.register.WriteOutcome;
import io.kadmos.dht.register.Written;
import io.kadmos.simulation.Attempt.Outcome;
import io.kadmos.simulation.History.Ongoing;

/**
 * The way of clients into the nodes: calls them, checks what can be checked at once, and writes down how every attempt
 * ended. An attempt that has no outcome by its deadline is a finding, unless its process is stopped or dead.
 */
final class SimulatedGateway {

    /** An outcome may be this late: the deadline starts when the loop takes the call, and clocks drift. */
    private static final long GRACE_NANOS = 500_000_000L;

    private final World world;
    private final Cluster cluster;
    private final SimulationOptions options;
    private final History history;
    private final Values values;

    SimulatedGateway(World world, Cluster cluster, SimulationOptions options, History history, Values values) {
        this.world = world;
        this.cluster = cluster;
        this.options = options;
        this.history = history;
        this.values = values;
    }

    /** Reads a key through a machine. */
    void read(Machine through, Key key, Duration timeout, Consumer<Outcome> done) {
        Ongoing attempt = history.begin(history.nextNumber(), key, new Attempt.Action.Get());
        call(through, attempt, timeout, node -> node.get(key, Consistency.LINEARIZABLE, Call.within(timeout)),
                outcome -> {
                    Outcome seen = seen(attempt, outcome);
                    if (attempt.end(seen)) {
                        done.accept(seen);
                    }
                }, done);
    }

    /** Writes a key through a machine. */
    void write(Machine through, Ongoing attempt, Mutation mutation, Duration timeout, Consumer<Outcome> done) {
        call(through, attempt, timeout, node -> node.write(attempt.key(), mutation, Call.within(timeout)), outcome -> {
            Outcome seen = seen(attempt, mutation, outcome);
            if (attempt.end(seen)) {
                done.accept(seen);
            }
        }, done);
    }

    /** Reads a key from one replica; the value may be old, but some attempt must have written it. */
    void peek(Machine through, Key key, Duration timeout) {
        through.node().ifPresent(node -> {
            var _ = node.get(key, Consistency.LOCAL, Call.within(timeout)).whenComplete((outcome, thrown) -> {
                if (thrown != null) {
                    world.bug("local read", thrown);
                } else if (outcome instanceof Read(var value)) {
                    value.ifPresent(found -> writerOf(key, found));
                }
            });
        });
    }

    private <T> void call(Machine through, Ongoing attempt, Duration timeout,
            Function<Node, CompletableFuture<T>> call, Consumer<T> ended, Consumer<Outcome> broken) {
        Optional<Node> node = through.node();
        if (node.isEmpty()) {
            refused(attempt, broken);
            return;
        }
        through.connect(() -> broken(attempt, broken));
        var _ = call.apply(node.get()).whenComplete((outcome, thrown) -> {
            if (thrown != null) {
                world.bug("attempt " + attempt.number(), thrown);
                broken(attempt, broken);
            } else {
                ended.accept(outcome);
            }
        });
        expect(through, attempt, timeout);
    }

    /** No process listens there: nothing was sent. */
    private static void refused(Ongoing attempt, Consumer<Outcome> done) {
        Outcome never = new Outcome.NeverHappened();
        attempt.end(never);
        done.accept(never);
    }

    /** The connection to the gateway is gone: the client never learns the outcome. */
    private static void broken(Ongoing attempt, Consumer<Outcome> done) {
        Outcome unknown = new Outcome.Unknown(Optional.empty());
        if (attempt.end(unknown)) {
            done.accept(unknown);
        }
    }

    private void expect(Machine through, Ongoing attempt, Duration timeout) {
        long allowed = timeout.toNanos() + GRACE_NANOS;
        long awakeSince = Math.max(attempt.calledAt(), through.awakeSinceNanos());
        world.scheduler().after(awakeSince + allowed - world.scheduler().nowNanos(), () -> {
            if (attempt.hasEnded()) {
                return;
            }
            if (through.awakeSinceNanos() > awakeSince) {
                expect(through, attempt, timeout);
            } else {
                world.findings().add(attempt.key(), "attempt " + attempt.number() + " through node-" + through.index()
                        + " has no outcome by its deadline of " + timeout);
            }
        });
    }

    private Outcome seen(Ongoing attempt, ReadOutcome outcome) {
        return switch (outcome) {
            case NotApplied(var reason) -> notApplied(reason);
            case Read(var value) -> value.map(found -> found(attempt, found)).orElseGet(Outcome.Nothing::new);
        };
    }

    private Outcome found(Ongoing attempt, Read.Value value) {
        cluster.invariants().read(attempt.key(), value.version(), durable(attempt));
        return new Outcome.Found(writerOf(attempt.key(), value), value.version());
    }

    private Outcome seen(Ongoing attempt, Mutation mutation, WriteOutcome outcome) {
        return switch (outcome) {
            case NotApplied(var reason) -> notApplied(reason);
            case PreconditionFailed(var current) -> new Outcome.Failed(current);
            case OutcomeUnknown(var version, _) -> new Outcome.Unknown(Optional.of(version));
            case Written written -> written(attempt, mutation, written);
        };
    }

    private Outcome written(Ongoing attempt, Mutation mutation, Written written) {
        Version version = written.version();
        cluster.invariants().acknowledged(attempt.key(), mutation.op(), version, durable(attempt));
        if (written.durable() < written.replicas() / 2 + 1 || written.replicas() > options.copies()) {
            world.findings().add(attempt.key(), "attempt " + attempt.number() + " is acknowledged as " + written);
        }
        return new Outcome.Written(version, written.created());
    }

    private List<ReplicaInvariants.Durable> durable(Ongoing attempt) {
        return cluster.durable(attempt.key());
    }

    private Outcome notApplied(NotApplied.Reason reason) {
        history.count(reason);
        return new Outcome.NeverHappened();
    }

    private int writerOf(Key key, Read.Value value) {
        return values.writerOf(value.body()).orElseGet(() -> {
            world.findings().add(key, "a value that no attempt wrote: " + value.body());
            return RegisterState.ABSENT;
        });
    }
}
