package io.kadmos.dht.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.record.HybridClock;

class PromiseCeilingTest {

    private static final long NOW = HybridClock.at(ManualLoop.NOW);

    private final ManualDisk disk = new ManualDisk();
    private final ManualLoop loop = new ManualLoop();
    private final List<String> done = new ArrayList<>();
    private PromiseCeiling ceiling = new PromiseCeiling(new NodeFacts(disk), loop);

    @BeforeEach
    void start() {
        ceiling = restart();
    }

    @Test
    void thePromiseOfANewTimeWaitsUntilTheCeilingIsDurable() {
        ceiling.cover(NOW, () -> done.add("promised"));
        assertThat(done).isEmpty();
        sync();
        assertThat(done).containsExactly("promised");
    }

    @Test
    void promisesBelowTheCeilingNeedNoDisk() {
        ceiling.cover(NOW, () -> {});
        sync();
        ceiling.cover(NOW + 1, () -> done.add("promised"));
        assertThat(done).containsExactly("promised");
    }

    @Test
    void theCeilingRisesBeforeItIsReached() {
        ceiling.cover(NOW, () -> {});
        sync();
        long before = ceiling.durable();
        ceiling.cover(before - 1, () -> {});
        sync();
        assertThat(ceiling.durable()).isGreaterThan(before);
    }

    @Test
    void aBallotFarAheadIsCoveredEvenIfItComesWhileTheCeilingRises() {
        ceiling.cover(NOW, () -> done.add("near"));
        ceiling.cover(NOW * 2, () -> done.add("far"));
        sync();
        assertThat(done).containsExactly("near", "far");
        assertThat(ceiling.durable()).isGreaterThan(NOW * 2);
    }

    @Test
    void theCeilingSurvivesARestart() {
        ceiling.cover(NOW, () -> {});
        sync();
        assertThat(restart().durable()).isEqualTo(ceiling.durable());
    }

    private PromiseCeiling restart() {
        NodeFacts facts = new NodeFacts(disk);
        facts.load(problem -> assertThat(problem).isEmpty());
        disk.sync();
        return new PromiseCeiling(facts, loop);
    }

    private void sync() {
        for (int i = 0; i < 3; i++) {
            disk.sync();
            loop.run();
        }
    }
}
