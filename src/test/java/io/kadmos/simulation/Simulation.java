package io.kadmos.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.simulation.Attempt.Outcome;
import io.kadmos.simulation.LinearizabilityChecker.Verdict;

/**
 * One run: a safety phase in which clients work and things go wrong, then everything is healed, then a liveness phase
 * within which all must come right, then the judgement.
 */
final class Simulation {

    private static final Duration FORMING_BOUND = Duration.ofSeconds(30);
    private static final Duration SAFETY_BOUND = Duration.ofSeconds(90);
    /** After healing, all nodes must be ready, all keys readable and all copies equal within this time. */
    static final Duration LIVENESS_BOUND = Duration.ofSeconds(60);
    /** How a finding begins that says only that a check was given up. */
    static final String NOT_CHECKED = "not checked: ";
    private static final Duration STEP = Duration.ofMillis(500);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

    private final SimulationOptions options;
    private final World world;
    private final Cluster cluster;
    private final Nemesis nemesis;
    private final Workload workload;

    Simulation(SimulationOptions options) {
        this.options = options;
        this.world = new World(options.seed());
        this.cluster = new Cluster(world, options);
        this.nemesis = new Nemesis(world, cluster, options);
        this.workload = new Workload(world, cluster, options);
    }

    /** What a run came to. */
    record Report(SimulationOptions options, List<String> findings, String timeline, long events, long datagrams,
            long traceHash, Map<String, Integer> outcomes, Map<Fault, Integer> faults) {

        boolean isClean() {
            return findings.isEmpty();
        }
    }

    /** Runs a seed with the options it decides on. */
    static Report run(long seed) {
        return new Simulation(SimulationOptions.of(seed)).run();
    }

    Report run() {
        cluster.bootAll();
        if (options.formsInPeace()) {
            until(FORMING_BOUND, this::isEachReady);
        }
        workload.start();
        nemesis.start();
        until(SAFETY_BOUND, workload::isDone);
        workload.stop();
        nemesis.heal();
        if (world.findings().isEmpty()) {
            live();
        }
        return judge();
    }

    /** All nodes become ready, every key readable through every node, all copies equal. */
    private void live() {
        long began = world.scheduler().nowNanos();
        if (!until(LIVENESS_BOUND, () -> isEachReady() && workload.isDone())) {
            world.findings().add("not all nodes are ready and idle " + LIVENESS_BOUND + " after healing: "
                    + cluster.present() + " " + cluster.unsettled());
            return;
        }
        if (!until(LIVENESS_BOUND, cluster::isSettled)) {
            world.findings().add("not every slot is at home " + LIVENESS_BOUND + " after healing: "
                    + cluster.unsettled());
            return;
        }
        for (Key key : workload.history().keys()) {
            cluster.present().forEach(machine -> readUntilItWorks(machine, key, began));
        }
        until(READ_TIMEOUT, () -> false);
        if (!until(LIVENESS_BOUND, this::areCopiesEqual)) {
            tellUnequalCopies();
        }
    }

    private void readUntilItWorks(Machine machine, Key key, long began) {
        workload.gateway().read(machine, key, READ_TIMEOUT, outcome -> {
            boolean late = world.scheduler().nowNanos() - began > LIVENESS_BOUND.toNanos();
            if (late && !isAnswer(outcome)) {
                world.findings().add(key, "not readable through node-" + machine.index() + " after healing");
            } else if (!isAnswer(outcome)) {
                world.scheduler().after(STEP.toNanos() * 8, () -> readUntilItWorks(machine, key, began));
            }
        });
    }

    private static boolean isAnswer(Outcome outcome) {
        return outcome instanceof Outcome.Found || outcome instanceof Outcome.Nothing;
    }

    /** Lets time pass until something holds; says whether it came to hold within a bound. */
    private boolean until(Duration bound, BooleanSupplier holds) {
        long end = world.scheduler().nowNanos() + bound.toNanos();
        while (world.scheduler().nowNanos() < end && world.findings().isEmpty()) {
            world.scheduler().runUntil(Math.min(end, world.scheduler().nowNanos() + STEP.toNanos()));
            if (holds.getAsBoolean()) {
                return true;
            }
        }
        return false;
    }

    private boolean isEachReady() {
        cluster.present().forEach(Machine::askReadiness);
        return cluster.present().stream().allMatch(Machine::isReady);
    }

    private boolean areCopiesEqual() {
        return workload.history().keys().stream().allMatch(this::areCopiesEqual);
    }

    private boolean areCopiesEqual(Key key) {
        return copies(key).stream().distinct().count() <= 1;
    }

    /** Damage that its node has not met yet, because the row is in memory, does not count. */
    private List<Optional<StoredRecord>> copies(Key key) {
        return cluster.members(key).stream().filter(Machine::isServing)
                .filter(machine -> options.restartsAtTheEnd() || !cluster.isDamaged(machine, key))
                .map(machine -> cluster.durable(machine, key)).toList();
    }

    private void tellUnequalCopies() {
        for (Key key : workload.history().keys()) {
            if (!areCopiesEqual(key)) {
                world.findings().add(key, "copies differ " + LIVENESS_BOUND + " after healing: " + copies(key).stream()
                        .map(copy -> copy.map(record -> record.outline().accepted().toString()).orElse("none"))
                        .toList());
            }
        }
    }

    private Report judge() {
        LinearizabilityChecker checker = new LinearizabilityChecker(cluster.expiryWindow());
        for (Key key : workload.history().keys()) {
            switch (checker.check(workload.history().of(key), cluster.invariants().traces(key))) {
                case Verdict.Linearizable() -> {}
                case Verdict.Violated(var why) -> world.findings().add(key, "not linearizable: " + why);
                case Verdict.TooHard(var why) -> world.findings().add(key, NOT_CHECKED + why);
            }
        }
        @Nullable Key key = world.findings().key();
        List<Attempt> attempts = key == null ? List.of() : new ArrayList<>(workload.history().of(key));
        String timeline = world.findings().isEmpty() ? "" : world.timeline().with(attempts);
        return new Report(options, world.findings().all(), timeline, world.scheduler().eventsRun(),
                world.network().carried(), world.scheduler().traceHash(), workload.history().counts(),
                nemesis.injected());
    }
}
