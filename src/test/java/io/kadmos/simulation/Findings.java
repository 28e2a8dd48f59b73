package io.kadmos.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Key;

/** What a run found to be wrong. The first finding ends the run, since the rest follows from it. */
final class Findings {

    private static final int ENOUGH = 5;

    private final Scheduler scheduler;
    private final List<String> found = new ArrayList<>();
    private @Nullable Key key;

    Findings(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    void add(String what) {
        if (found.size() < ENOUGH) {
            found.add(Timeline.time(scheduler.nowNanos()) + " " + what);
        }
    }

    /** Something is wrong with a key, whose timeline tells more. */
    void add(Key concerned, String what) {
        if (key == null) {
            key = concerned;
        }
        add(concerned.text() + ": " + what);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<String> all() {
        return List.copyOf(found);
    }

    /** The first key that something is wrong with. */
    @Nullable Key key() {
        return key;
    }
}
