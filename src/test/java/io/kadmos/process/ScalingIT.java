package io.kadmos.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes come and go while clients read and write through all of them: nothing that was acknowledged is lost, every
 * answer fits one order of everything that happened, and nobody waits for long.
 */
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
