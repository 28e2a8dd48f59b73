package io.kadmos.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.slf4j.LoggerFactory;

import io.kadmos.simulation.Simulation.Report;

/** Runs many seeds, two at a time, until there are enough of them or the time is over or too many failed. */
final class SeedRuns {

    private static final int THREADS = 2;
    private static final int ENOUGH_FAILURES = 3;
    private static final double NANOS_PER_SECOND = 1e9;

    private final LongFunction<Report> run;
    private final List<String> failures = new ArrayList<>();
    private final Map<String, Long> totals = new TreeMap<>();
    private long seeds;
    private long seconds;

    /** Runs every seed in this way. */
    SeedRuns(LongFunction<Report> run) {
        this.run = run;
    }

    /** Keeps the nodes quiet: thousands of them would log every join. */
    static void silenceNodes() {
        ((Logger) LoggerFactory.getLogger("io.kadmos.dht")).setLevel(Level.OFF);
    }

    /** Runs these seeds, all of them. */
    SeedRuns of(List<Long> chosen) {
        return run(chosen.size(), index -> chosen.get((int) index), Long.MAX_VALUE);
    }

    /** Runs seeds from this one on, at most so many and for so long. */
    SeedRuns from(long first, long atMost, Duration budget) {
        return run(atMost, index -> first + index, budget.toNanos());
    }

    /** What was found in each failed run. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** The runs in one line: how many, how fast, what happened in them. */
    @Override
    public String toString() {
        return "%d seeds in %d s, %.1f a second; %s".formatted(seeds, seconds, (double) seeds / Math.max(1, seconds),
                totals);
    }

    /** The one command that repeats a seed. */
    static String command(long seed) {
        return "./mvnw test -Dtest=SimulationTest -Dsimulation.seed=" + seed;
    }

    /** Everything about a failed run that helps to understand it. */
    static String describe(Report report) {
        return "seed " + report.options().seed() + " failed: " + command(report.options().seed()) + "\n"
                + report.options() + "\n" + String.join("\n", report.findings()) + "\n" + report.timeline();
    }

    private SeedRuns run(long count, LongFunction<Long> seedAt, long budgetNanos) {
        silenceNodes();
        long began = System.nanoTime();
        AtomicLong next = new AtomicLong();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                threads.execute(() -> {
                    for (long index = next.getAndIncrement(); index < count && !hasEnough()
                            && System.nanoTime() - began < budgetNanos; index = next.getAndIncrement()) {
                        runOne(seedAt.apply(index));
                    }
                });
            }
        }
        seconds = Math.round((System.nanoTime() - began) / NANOS_PER_SECOND);
        return this;
    }

    private void runOne(long seed) {
        try {
            add(run.apply(seed));
        } catch (RuntimeException | Error thrown) {
            addFailure("seed " + seed + " threw " + thrown + ": " + command(seed));
            throw thrown;
        }
    }

    private synchronized boolean hasEnough() {
        return failures.size() >= ENOUGH_FAILURES;
    }

    private synchronized void addFailure(String failure) {
        failures.add(failure);
    }

    private synchronized void add(Report report) {
        seeds++;
        report.outcomes().forEach((outcome, count) -> totals.merge(outcome, (long) count, Long::sum));
        report.faults().forEach((fault, count) -> totals.merge(fault.name(), (long) count, Long::sum));
        totals.merge("events", report.events(), Long::sum);
        totals.merge("datagrams", report.datagrams(), Long::sum);
        if (!report.isClean()) {
            failures.add(describe(report));
        }
    }
}
