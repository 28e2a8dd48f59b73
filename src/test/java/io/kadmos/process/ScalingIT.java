package io.kadmos.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes come and go while clients read and write through all of them: nothing that was acknowledged is lost, every
 * answer fits one order of everything that happened, and no client waits for long.
 */
@Order(1)
final class ScalingIT {

    @TempDir
    private Path directory;
    private final List<Phase> phases = new ArrayList<>();

    private interface Events {
        void happen(Phase phase) throws Exception;
    }

    @Test
    void nodesComeAndGo() throws Exception {
        try (ProcessCluster cluster = new ProcessCluster(directory, List.of("alice", "bob", "carol"))) {
            try {
                cluster.form();
                phase("3 to 5 nodes and back", cluster, phase -> growAndShrink(phase, cluster));
                phase("a node loses its disk", cluster, phase -> loseDisk(phase, cluster));
                phase("a node moves to another port", cluster, phase -> move(phase, cluster));
                phase("every node restarts", cluster, phase -> restartAll(phase, cluster));
                for (Phase phase : phases) {
                    phase.checkAgain();
                }
            } catch (Exception | AssertionError e) {
                System.out.println(cluster.tails());
                throw e;
            } finally {
                phases.forEach(Phase::close);
                phases.forEach(System.out::println);
            }
        }
    }

    private void phase(String name, ProcessCluster cluster, Events events) throws Exception {
        Phase phase = new Phase(name, cluster);
        phases.add(phase);
        events.happen(phase);
        phase.end();
    }

    private static void growAndShrink(Phase phase, ProcessCluster cluster) throws Exception {
        long now = System.nanoTime();
        List<ProcessNode> newcomers = List.of(cluster.addNewcomer("dave"), cluster.addNewcomer("erin"));
        for (ProcessNode newcomer : newcomers) {
            newcomer.start();
        }
        for (ProcessNode newcomer : newcomers) {
            newcomer.awaitReady();
        }
        phase.awaitWhole("with 5 nodes", now);
        for (ProcessNode leaver : List.of(cluster.node("alice"), cluster.node("dave"))) {
            now = System.nanoTime();
            leaver.drain();
            leaver.awaitDrained();
            leaver.terminate();
            phase.awaitWhole("without " + leaver.name(), now);
        }
        assertThat(cluster.statesOf("alice")).as("alice as the others see it").containsOnly("gone").hasSize(3);
    }

    private static void loseDisk(Phase phase, ProcessCluster cluster) throws Exception {
        long now = System.nanoTime();
        ProcessNode unlucky = cluster.node("bob");
        unlucky.kill();
        unlucky.wipe();
        unlucky.start();
        unlucky.awaitReady();
        phase.awaitWhole("after " + unlucky.name(), now);
    }

    private static void move(Phase phase, ProcessCluster cluster) throws Exception {
        long now = System.nanoTime();
        ProcessNode mover = cluster.node("carol");
        mover.terminate();
        mover.moveTo(FreePorts.draw());
        mover.start();
        mover.awaitReady();
        phase.awaitWhole("after " + mover.name(), now);
    }

    private static void restartAll(Phase phase, ProcessCluster cluster) throws Exception {
        for (ProcessNode node : cluster.running()) {
            long now = System.nanoTime();
            node.terminate();
            node.start();
            node.awaitReady();
            phase.awaitWhole("after " + node.name(), now);
        }
    }
}
