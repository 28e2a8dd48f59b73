package io.kadmos.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

import io.kadmos.dht.record.OpId;
import io.kadmos.dht.record.Version;
import io.kadmos.simulation.Attempt;
import io.kadmos.simulation.Attempt.Action;
import io.kadmos.simulation.Attempt.Condition;
import io.kadmos.simulation.Attempt.Outcome;

/**
 * Clients that do one thing after the other through any node that runs, ready or not (or in vain through any, where
 * none does), and try again through another one, under the same name, until they have an answer. Some keys are shared
 * by all; others are written once, and what was acknowledged of them must stay.
 */
final class Load implements AutoCloseable {

    private static final int CLIENTS = 4;
    private static final int LONGEST_THOUGHT_MILLIS = 40;
    private static final int LONGEST_BACKOFF_MILLIS = 200;
    private static final int ONCE_PERCENT = 15;
    private static final int REPEATED_ONE_IN = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ProcessCluster cluster;
    private final String prefix;
    private final ObservedHistory history = new ObservedHistory();
    private final Pauses pauses = new Pauses(System.nanoTime());
    private final KeyValueClient client = new KeyValueClient(history, pauses);
    private final SharedKeys shared;
    /** What clients have seen last, and refer to in conditions. */
    private final Map<String, Version> seen = new ConcurrentHashMap<>();
    /** Of the keys that are written once. */
    private final Map<String, Version> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger acknowledgedWrites = new AtomicInteger();
    private final AtomicInteger names = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    private final List<Future<?>> clients = new ArrayList<>();
    private volatile boolean isStopping;

    /** Nothing begins before {@link #start}; the prefix tells its keys from those of other loads. */
    Load(ProcessCluster cluster, String prefix) {
        this.cluster = cluster;
        this.prefix = prefix;
        this.shared = new SharedKeys(prefix, history);
    }

    void start() {
        for (int i = 0; i < CLIENTS; i++) {
            RandomGenerator random = new SplittableRandom(i);
            clients.add(threads.submit(() -> {
                while (!isStopping) {
                    next(random);
                    Thread.sleep(random.nextInt(LONGEST_THOUGHT_MILLIS));
                }
                return null;
            }));
        }
    }

    /** Lets every client finish what it is about. */
    void stop() throws InterruptedException {
        isStopping = true;
        for (Future<?> each : clients) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new AssertionError("a client broke: " + e.getCause(), e.getCause());
            }
        }
    }

    @Override
    public void close() {
        isStopping = true;
        threads.shutdownNow();
        client.close();
    }

    ObservedHistory history() {
        return history;
    }

    Pauses pauses() {
        return pauses;
    }

    /** How often a client had no answer, by why. */
    Map<String, Integer> unanswered() {
        return new TreeMap<>(client.unanswered());
    }

    /** How many writes were acknowledged. */
    int acknowledgedWrites() {
        return acknowledgedWrites.get();
    }

    /** Reads every key once more. Tells which were written once, acknowledged, and are not there as they were. */
    List<String> lost() throws InterruptedException {
        List<String> lost = new ArrayList<>();
        RandomGenerator random = new SplittableRandom(CLIENTS);
        for (String key : history.keys()) {
            Outcome outcome = untilAnswered(key, new Action.Get(), random);
            Version expected = acknowledged.get(key);
            boolean isThere = outcome instanceof Outcome.Found(_, var version) && version.equals(expected);
            if (expected != null && !isThere) {
                lost.add(key + " " + expected.text() + " but " + outcome);
            }
        }
        return lost;
    }

    private void next(RandomGenerator random) throws InterruptedException {
        OpId op = new OpId(prefix.hashCode(), names.incrementAndGet());
        if (random.nextInt(100) < ONCE_PERCENT) {
            String key = prefix + "once-" + op.low();
            Action action = new Action.Put(op, new Condition.Absent(), Attempt.NEVER);
            if (untilAnswered(key, action, random) instanceof Outcome.Written(var version, _)) {
                acknowledged.put(key, version);
            }
        } else {
            String key = shared.draw(random);
            Action action = draw(key, op, random);
            untilAnswered(key, action, random);
            if (!(action instanceof Action.Get) && random.nextInt(REPEATED_ONE_IN) == 0) {
                untilAnswered(key, action, random);
            }
        }
    }

    private Action draw(String key, OpId op, RandomGenerator random) {
        Version version = seen.get(key);
        Condition match = version == null ? new Condition.Absent() : new Condition.Match(version);
        return switch (random.nextInt(12)) {
            case 0 -> new Action.Delete(op, new Condition.None());
            case 1 -> new Action.Delete(op, match);
            case 2 -> new Action.Put(op, new Condition.Absent(), Attempt.NEVER);
            case 3 -> new Action.Put(op, new Condition.MatchAny(), Attempt.NEVER);
            case 4, 5 -> new Action.Put(op, match, Attempt.NEVER);
            case 6, 7 -> new Action.Put(op, new Condition.None(), Attempt.NEVER);
            default -> new Action.Get();
        };
    }

    private Outcome untilAnswered(String key, Action action, RandomGenerator random) throws InterruptedException {
        long calledAt = System.nanoTime();
        Outcome outcome = client.attempt(drawGateway(random), key, action);
        while (!KeyValueClient.isAnswer(outcome)) {
            if (System.nanoTime() - calledAt > PATIENCE.toNanos()) {
                throw new AssertionError(action + " of " + key + " has no answer after " + PATIENCE);
            }
            Thread.sleep(random.nextInt(LONGEST_BACKOFF_MILLIS));
            outcome = client.attempt(drawGateway(random), key, action);
        }
        pauses.operationEnded(calledAt, System.nanoTime());
        remember(key, outcome);
        return outcome;
    }

    private void remember(String key, Outcome outcome) {
        switch (outcome) {
            case Outcome.Found(_, var version) -> seen.put(key, version);
            case Outcome.Written(var version, _) -> {
                seen.put(key, version);
                acknowledgedWrites.incrementAndGet();
            }
            case Outcome.Failed(var current) -> current.ifPresent(version -> seen.put(key, version));
            case Outcome.Removed() -> acknowledgedWrites.incrementAndGet();
            case Outcome.Nothing _, Outcome.Unknown _, Outcome.NeverHappened _ -> {}
        }
    }

    private ProcessNode drawGateway(RandomGenerator random) {
        List<ProcessNode> running = cluster.running();
        List<ProcessNode> known = running.isEmpty() ? cluster.nodes() : running;
        return known.get(random.nextInt(known.size()));
    }
}
