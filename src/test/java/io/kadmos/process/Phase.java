package io.kadmos.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A piece of the life of a cluster under load, and what its clients saw of it. */
final class Phase implements AutoCloseable {

    private static final long CALM_MILLIS = 1_000;
    /** Fewer would prove nothing. */
    private static final int MIN_WRITES = 50;
    private static final Duration MAX_SILENCE = Duration.ofSeconds(30);

    private final String name;
    private final ProcessCluster cluster;
    private final Load load;
    private final long beganAt = System.nanoTime();
    private final List<String> whole = new ArrayList<>();
    private String result = "did not end";

    /** Lets the load begin. */
    Phase(String name, ProcessCluster cluster) throws InterruptedException {
        this.name = name;
        this.cluster = cluster;
        this.load = new Load(cluster, name.replaceAll("\\W+", "-") + '/');
        load.start();
        Thread.sleep(CALM_MILLIS);
    }

    /** Waits until no slot is short of a replica, and writes down how long that took since something began. */
    void awaitWhole(String what, long sinceNanos) throws IOException, InterruptedException {
        cluster.awaitWhole();
        whole.add(what + ' ' + millis(Duration.ofNanos(System.nanoTime() - sinceNanos)));
    }

    /** Ends the load and judges what clients saw. */
    void end() throws InterruptedException {
        long deadline = System.nanoTime() + MAX_SILENCE.toNanos();
        do {
            Thread.sleep(CALM_MILLIS);
        } while (load.acknowledgedWrites() <= MIN_WRITES && System.nanoTime() < deadline);
        load.stop();
        Duration silence = load.pauses().longestSilence(System.nanoTime());
        Duration longestRequest = load.pauses().longestRequest();
        Duration longestOperation = load.pauses().longestOperation();
        int requests = load.history().size();
        Map<String, Integer> unanswered = load.unanswered();
        List<String> lost = load.lost();
        List<String> violations = load.history().violations();
        result = "lost=" + lost.size() + " linearizable=" + violations.isEmpty() + " pause=" + millis(silence)
                + " request=" + millis(longestRequest) + " operation=" + millis(longestOperation)
                + " whole=" + whole + " requests=" + requests + " acknowledged=" + load.acknowledgedWrites() + " keys="
                + load.history().keys().size() + " unanswered=" + unanswered + " took="
                + millis(Duration.ofNanos(System.nanoTime() - beganAt));
        assertThat(load.acknowledgedWrites()).as("acknowledged writes").isGreaterThan(MIN_WRITES);
        assertThat(lost).as("acknowledged writes that are lost").isEmpty();
        assertThat(violations).as("keys whose history is not linearizable").isEmpty();
        assertThat(silence).as("the longest time in which no client had an answer").isLessThan(MAX_SILENCE);
    }

    /** How often a client had no answer, by why. */
    Map<String, Integer> unanswered() {
        return load.unanswered();
    }

    /** Reads everything once more, long after. */
    void checkAgain() throws InterruptedException {
        assertThat(load.lost()).as("acknowledged writes of an earlier phase that are lost").isEmpty();
        assertThat(load.history().violations()).as("keys of an earlier phase").isEmpty();
    }

    @Override
    public void close() {
        load.close();
    }

    /** One line. */
    @Override
    public String toString() {
        return name + ": " + result;
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
