package io.kadmos.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.OpId;
import io.kadmos.dht.record.Version;
import io.kadmos.dht.register.Conditions;
import io.kadmos.dht.register.Conditions.Tags;
import io.kadmos.dht.register.Mutation;
import io.kadmos.dht.register.Mutation.Effect;
import io.kadmos.simulation.Attempt.Action;
import io.kadmos.simulation.Attempt.Condition;
import io.kadmos.simulation.Attempt.Outcome;

/**
 * Clients that read and write a few hot and some cold keys through whatever node they come to, one request at a time,
 * and try again under the same id when they lost track of a write.
 */
final class Workload {

    private static final int HOT_KEYS = 2;
    private static final int COLD_KEYS = 12;
    /** Leaves room for the reads at the end. */
    private static final int MAX_ATTEMPTS_PER_KEY = LinearizabilityChecker.MAX_ATTEMPTS - 60;
    private static final long LONGEST_THOUGHT_NANOS = 150_000_000L;
    private static final int MAX_RETRIES = 3;
    /** With the longest pause and the longest timeout on top it is less than tombstones are kept. */
    private static final long RETRY_WINDOW_NANOS = 9_000_000_000L;
    private static final int MAX_TTL_MILLIS = 8_000;

    private final World world;
    private final Cluster cluster;
    private final SimulationOptions options;
    private final RandomGenerator random;
    private final History history;
    private final Values values;
    private final SimulatedGateway gateway;
    private final List<Key> keys = new ArrayList<>();
    private final Map<Key, Integer> attempts = new HashMap<>();
    /** What clients have seen and may refer to in a condition. */
    private final Map<Key, Version> lastSeen = new HashMap<>();
    private int left;
    private int busyClients;

    Workload(World world, Cluster cluster, SimulationOptions options) {
        this.world = world;
        this.cluster = cluster;
        this.options = options;
        this.random = world.fork();
        this.history = new History(world.scheduler());
        this.values = new Values(world.fork(), options.bigValues());
        this.gateway = new SimulatedGateway(world, cluster, options, history, values);
        for (int i = 0; i < HOT_KEYS + COLD_KEYS; i++) {
            keys.add(Key.of("key-" + i + "-" + options.seed()));
        }
        this.left = options.attempts();
    }

    History history() {
        return history;
    }

    SimulatedGateway gateway() {
        return gateway;
    }

    /** Lets every client begin. */
    void start() {
        busyClients = options.clients();
        for (int client = 0; client < options.clients(); client++) {
            think(this::next);
        }
    }

    /** Whether every client has done its part. */
    boolean isDone() {
        return busyClients == 0;
    }

    /** No client begins anything new. */
    void stop() {
        left = 0;
    }

    private void think(Runnable then) {
        world.scheduler().after(random.nextLong(LONGEST_THOUGHT_NANOS), then);
    }

    private void next() {
        if (left <= 0) {
            busyClients--;
            return;
        }
        left--;
        Key key = drawKey();
        if (random.nextInt(100) < 40) {
            gateway.read(drawMachine(), key, drawTimeout(), outcome -> {
                remember(key, outcome);
                think(this::next);
            });
        } else if (random.nextInt(100) < 3) {
            gateway.peek(drawMachine(), key, drawTimeout());
            think(this::next);
        } else {
            OpId op = new OpId(options.seed(), random.nextLong());
            write(new Plan(key, op, drawCondition(key), random.nextInt(5) == 0, drawTtl(),
                    world.scheduler().nowNanos() + RETRY_WINDOW_NANOS), 0);
        }
    }

    /** What a write is about, the same for each of its retries. */
    private record Plan(Key key, OpId op, Condition condition, boolean deletes, @Nullable Duration ttl,
            long retriedUntil) {}

    private void write(Plan plan, int retries) {
        int number = history.nextNumber();
        long ttlNanos = plan.ttl() == null ? Attempt.NEVER : plan.ttl().toNanos();
        Action action = plan.deletes()
                ? new Action.Delete(plan.op(), plan.condition())
                : new Action.Put(plan.op(), plan.condition(), ttlNanos);
        Effect change = plan.deletes() ? new Effect.Delete() : new Effect.Put(values.draw(number), plan.ttl());
        Mutation mutation = new Mutation(plan.op(), conditions(plan.condition()), change);
        gateway.write(drawMachine(), history.begin(number, plan.key(), action), mutation, drawTimeout(), outcome -> {
            remember(plan.key(), outcome);
            if (retries < MAX_RETRIES && triesAgain(outcome) && world.scheduler().nowNanos() < plan.retriedUntil()) {
                think(() -> write(plan, retries + 1));
            } else {
                think(this::next);
            }
        });
    }

    /** A client that lost track tries again; now and then one whose answer got lost behind the gateway, too. */
    private boolean triesAgain(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Unknown _ -> random.nextInt(4) > 0;
            case Outcome.NeverHappened _ -> random.nextInt(3) == 0;
            default -> random.nextInt(12) == 0;
        };
    }

    private void remember(Key key, Outcome outcome) {
        switch (outcome) {
            case Outcome.Found(_, var version) -> lastSeen.put(key, version);
            case Outcome.Written(var version, _) -> lastSeen.put(key, version);
            case Outcome.Failed(var current) -> current.ifPresent(version -> lastSeen.put(key, version));
            case Outcome.Nothing _, Outcome.Removed _, Outcome.Unknown _, Outcome.NeverHappened _ -> {}
        }
    }

    private Key drawKey() {
        int index = random.nextInt(10) < 6 ? random.nextInt(HOT_KEYS) : random.nextInt(keys.size());
        Key key = keys.get(index);
        while (attempts.getOrDefault(key, 0) >= MAX_ATTEMPTS_PER_KEY) {
            index = (index + 1) % keys.size();
            key = keys.get(index);
        }
        attempts.merge(key, 1, Integer::sum);
        return key;
    }

    /** A machine that serves, if there is one; clients that come to a dead one come to another soon. */
    private Machine drawMachine() {
        List<Machine> serving = cluster.machines().stream().filter(Machine::isServing).toList();
        List<Machine> all = serving.isEmpty() ? cluster.machines() : serving;
        return all.get(random.nextInt(all.size()));
    }

    private Duration drawTimeout() {
        return Duration.ofMillis(random.nextInt(3) == 0 ? random.nextInt(100, 1_000) : random.nextInt(1_000, 5_000));
    }

    private @Nullable Duration drawTtl() {
        return random.nextInt(6) == 0 ? Duration.ofMillis(random.nextInt(1, MAX_TTL_MILLIS)) : null;
    }

    private Condition drawCondition(Key key) {
        Version seen = lastSeen.get(key);
        return switch (random.nextInt(12)) {
            case 0, 1 -> new Condition.Absent();
            case 2 -> new Condition.MatchAny();
            case 3, 4 -> seen == null ? new Condition.None() : new Condition.Match(seen);
            case 5 -> seen == null ? new Condition.None() : new Condition.NoMatch(seen);
            default -> new Condition.None();
        };
    }

    private static Conditions conditions(Condition condition) {
        return switch (condition) {
            case Condition.None() -> Conditions.NONE;
            case Condition.Match(var version) -> new Conditions(oneOf(version), null);
            case Condition.MatchAny() -> new Conditions(new Tags.Any(), null);
            case Condition.NoMatch(var version) -> new Conditions(null, oneOf(version));
            case Condition.Absent() -> new Conditions(null, new Tags.Any());
        };
    }

    private static Tags oneOf(Version version) {
        return new Tags.OneOf(Set.of(version));
    }
}
