package io.kadmos.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("seeds")
class DeterminismTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void oneSeedTwiceIsTheSameRun(long seed) {
        SeedRuns.silenceNodes();
        assertThat(Simulation.run(seed)).isEqualTo(Simulation.run(seed));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void twoSeedsAreTwoRuns(long seed) {
        SeedRuns.silenceNodes();
        assertThat(Simulation.run(seed).traceHash()).isNotEqualTo(Simulation.run(seed + 1).traceHash());
    }
}
