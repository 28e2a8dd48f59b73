package io.kadmos.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Whole clusters under every kind of fault, seed after seed. {@code -Dsimulation.seed=7} runs one seed only,
 * {@code -Dsimulation.seeds=10000} and {@code -Dsimulation.minutes=60} bound how many fresh ones are tried.
 */
@Tag("seeds")
@Isolated("it keeps every core busy by itself")
class SimulationTest {

    private static final long FIXED_SEEDS = 100;
    /** A build tries so many, or as many as it can in the time: a longer search is asked for by its minutes. */
    private static final long DEFAULT_SEEDS = 4_000;

    private static final long DEFAULT_MINUTES = 4;

    @Test
    void everySeedThatEverFailedPasses() throws IOException {
        check("seeds that failed before", new SeedRuns(Simulation::run).of(chosenOr(failedBefore())));
    }

    @Test
    void fixedSeedsPass() {
        check("fixed seeds",
                new SeedRuns(Simulation::run).of(chosenOr(LongStream.rangeClosed(1, FIXED_SEEDS).boxed().toList())));
    }

    @Test
    void freshSeedsPass() {
        long first = Long.getLong("simulation.seed", System.nanoTime() >>> 10);
        long seeds = Long.getLong("simulation.minutes") == null ? DEFAULT_SEEDS : Long.MAX_VALUE;
        long atMost = isChosen() ? 1 : Long.getLong("simulation.seeds", seeds);
        Duration budget = Duration.ofMinutes(Long.getLong("simulation.minutes", DEFAULT_MINUTES));
        check("fresh seeds from " + first, new SeedRuns(Simulation::run).from(first, atMost, budget));
    }

    private static void check(String what, SeedRuns runs) {
        System.out.println(what + ": " + runs);
        assertThat(runs.failures()).isEmpty();
    }

    private static boolean isChosen() {
        return Long.getLong("simulation.seed") != null;
    }

    /** A chosen seed is run once, by the test of fresh ones. */
    private static List<Long> chosenOr(List<Long> seeds) {
        return isChosen() ? List.of() : seeds;
    }

    private static List<Long> failedBefore() throws IOException {
        try (InputStream in = SimulationTest.class.getResourceAsStream("/seeds.txt")) {
            assertThat(in).as("seeds.txt").isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> Long.valueOf(line.split("\\s", 2)[0])).toList();
        }
    }
}
