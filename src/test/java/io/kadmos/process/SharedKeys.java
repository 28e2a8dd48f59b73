package io.kadmos.process;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import io.kadmos.simulation.LinearizabilityChecker;

/**
 * The keys that clients contend for: a few hot ones and some cold ones. One that was tried often enough to be checked
 * makes room for a new one. For several threads.
 */
final class SharedKeys {

    private static final int HOT = 4;
    private static final int COLD = 40;
    private static final int HOT_PERCENT = 60;
    /** Leaves room for what is under way, with its retries, and for the reads at the end. */
    private static final int MAX_ATTEMPTS = LinearizabilityChecker.MAX_ATTEMPTS / 2;

    private final String prefix;
    private final ObservedHistory history;
    private final List<String> keys = new ArrayList<>();
    private int made;

    SharedKeys(String prefix, ObservedHistory history) {
        this.prefix = prefix;
        this.history = history;
        for (int i = 0; i < HOT + COLD; i++) {
            keys.add(next());
        }
    }

    synchronized String draw(RandomGenerator random) {
        int index = random.nextInt(100) < HOT_PERCENT ? random.nextInt(HOT) : random.nextInt(HOT, keys.size());
        if (history.size(keys.get(index)) >= MAX_ATTEMPTS) {
            keys.set(index, next());
        }
        return keys.get(index);
    }

    private String next() {
        return prefix + "shared-" + made++;
    }
}
