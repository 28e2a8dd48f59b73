package io.kadmos.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.node.Consistency;
import io.kadmos.dht.record.Body;
import io.kadmos.dht.record.Bytes;
import io.kadmos.dht.record.OpId;
import io.kadmos.dht.register.Conditions;
import io.kadmos.dht.register.Mutation;
import io.kadmos.dht.register.Mutation.Effect;
import io.kadmos.dht.register.ReadOutcome;
import io.kadmos.dht.register.WriteOutcome;

/** A calm cluster, for stories that are told step by step; time passes only while a step waits. */
final class Scenario {

    static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long TICK_NANOS = 10_000_000L;

    private final World world;
    private final Cluster cluster;
    private long ops;

    /** Boots a cluster and waits until every node is ready. */
    Scenario(long seed, int machines) {
        this(SimulationOptions.calm(seed, machines));
    }

    /** Boots a cluster with these options and waits until every node is ready. */
    Scenario(SimulationOptions options) {
        this(new World(options.seed()), options);
        cluster.bootAll();
        untilReady();
    }

    private Scenario(World world, SimulationOptions options) {
        SeedRuns.silenceNodes();
        this.world = world;
        this.cluster = new Cluster(world, options);
    }

    /** Machines that have not been booted yet. */
    static Scenario beforeForming(SimulationOptions options) {
        return new Scenario(new World(options.seed()), options);
    }

    World world() {
        return world;
    }

    SimulatedNetwork network() {
        return world.network();
    }

    Cluster cluster() {
        return cluster;
    }

    Machine machine(int index) {
        return cluster.machine(index);
    }

    void pass(Duration duration) {
        world.scheduler().runUntil(world.scheduler().nowNanos() + duration.toNanos());
    }

    void untilReady() {
        until(() -> {
            cluster.present().forEach(Machine::askReadiness);
            return cluster.present().stream().allMatch(Machine::isReady);
        });
    }

    /** Cuts a machine off from all others. */
    Partition isolate(int machine) {
        Partition partition = (from, to) -> from == machine || to == machine;
        world.network().cut(partition);
        return partition;
    }

    WriteOutcome put(int through, String key, String value) {
        return write(through, key, mutation(new Effect.Put(body(value), null)));
    }

    WriteOutcome delete(int through, String key) {
        return write(through, key, mutation(new Effect.Delete()));
    }

    WriteOutcome write(int through, String key, Mutation mutation) {
        return join(cluster.machine(through).node().orElseThrow().write(Key.of(key), mutation, Call.within(TIMEOUT)));
    }

    ReadOutcome get(int through, String key) {
        return join(cluster.machine(through).node().orElseThrow().get(Key.of(key), Consistency.LINEARIZABLE,
                Call.within(TIMEOUT)));
    }

    /** An unconditional write under an id of its own. */
    Mutation mutation(Effect change) {
        return mutation(change, Conditions.NONE);
    }

    /** A write under an id of its own. */
    Mutation mutation(Effect change, Conditions conditions) {
        return new Mutation(new OpId(0, ++ops), conditions, change);
    }

    static Body body(String value) {
        return new Body("text/plain", Bytes.wrap(value.getBytes(StandardCharsets.UTF_8)));
    }

    <T> T join(CompletableFuture<T> future) {
        until(future::isDone);
        return Optional.ofNullable(future.getNow(null)).orElseThrow();
    }

    void until(BooleanSupplier holds) {
        long end = world.scheduler().nowNanos() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            if (!world.findings().isEmpty()) {
                throw new FoundError(world.findings());
            }
            if (world.scheduler().nowNanos() > end) {
                throw new DidNotHappenError("it waited " + PATIENCE + " in vain");
            }
            world.scheduler().runUntil(world.scheduler().nowNanos() + TICK_NANOS);
        }
    }
}
