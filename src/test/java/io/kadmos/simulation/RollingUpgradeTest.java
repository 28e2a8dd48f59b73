package io.kadmos.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nodes of two adjacent releases form one cluster, and any of them becomes the other while clients read and write. */
@Tag("seeds")
final class RollingUpgradeTest {

    private static final int SEEDS = 40;

    @Test
    void twoReleasesAreOneCluster() {
        assertThat(LongStream.range(0, SEEDS).mapToObj(RollingUpgradeTest::options)
                .map(options -> new Simulation(options).run()))
                .allSatisfy(report -> assertThat(report.findings()).as("%s", report.options()).isEmpty());
    }

    /** Machines stop and crash, come back as either release, join and leave. */
    private static SimulationOptions options(long seed) {
        return new SimulationOptions(seed, 3, 1, 3,
                EnumSet.of(Fault.TWO_VERSIONS, Fault.CRASHES, Fault.SHUTDOWNS, Fault.LOSS, Fault.SLOW_DATAGRAMS,
                        Fault.JOINS,
                        Fault.DRAINS),
                true, 4, 200, seed % 8 == 0, Duration.ofMillis(400), 1L << 20, false);
    }
}
