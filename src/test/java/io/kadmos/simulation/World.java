package io.kadmos.simulation;

import java.util.SplittableRandom;

/**
 * What everything in one run shares: the time, the network, one source of randomness from which every part is given an
 * independent one, and the findings.
 */
final class World {

    private final SplittableRandom seed;
    private final Scheduler scheduler;
    private final SimulatedNetwork network;
    private final Findings findings;
    private final Timeline timeline;

    World(long seed) {
        this.seed = new SplittableRandom(seed);
        this.scheduler = new Scheduler(fork());
        this.network = new SimulatedNetwork(scheduler, fork());
        this.findings = new Findings(scheduler);
        this.timeline = new Timeline(scheduler);
    }

    /** A generator that is independent of every other one. */
    SplittableRandom fork() {
        return seed.split();
    }

    Scheduler scheduler() {
        return scheduler;
    }

    SimulatedNetwork network() {
        return network;
    }

    Findings findings() {
        return findings;
    }

    Timeline timeline() {
        return timeline;
    }

    /** An unexpected exception is a finding, with the place where it was thrown. */
    void bug(String where, Throwable thrown) {
        StringBuilder text = new StringBuilder(where).append(" threw ").append(thrown);
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (frame.getClassName().startsWith("io.kadmos")) {
                text.append("\n      at ").append(frame);
            }
        }
        findings.add(text.toString());
    }
}
