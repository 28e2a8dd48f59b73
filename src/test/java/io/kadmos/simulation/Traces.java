package io.kadmos.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.kadmos.dht.record.AppliedOp;
import io.kadmos.dht.record.OpId;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.record.Version;

/**
 * What the disks tell about the writes of one key: whether a write ever reached one, under which version, and where in
 * the chain of writes. A write that reached no disk never happened; the rest only tells a search where to look first.
 */
final class Traces {

    /** A place behind all others. */
    static final long NO_PLACE = Long.MAX_VALUE;

    private final Map<OpId, Long> places = new HashMap<>();
    private final Map<Version, Integer> writers = new HashMap<>();
    private final boolean complete;

    private Traces(boolean complete) {
        this.complete = complete;
    }

    /** The disks were not watched. */
    static Traces none() {
        return new Traces(false);
    }

    /** Every record that is handed to a disk will be shown. */
    static Traces complete() {
        return new Traces(true);
    }

    /** A record is handed to a disk. */
    void seen(StoredRecord record) {
        List<AppliedOp> newest = record.outline().lineage().newest();
        if (!newest.isEmpty()) {
            places.put(newest.getFirst().op(), record.outline().lineage().chainCount());
        }
        if (!record.outline().tombstone()) {
            Values.attemptOf(record.body()).ifPresent(attempt -> writers.put(record.outline().version(), attempt));
        }
    }

    /** Whether an attempt may have happened at all. */
    boolean mayHaveHappened(Attempt attempt) {
        return !complete || attempt.isCertain() || places.containsKey(attempt.op().orElseThrow());
    }

    /** Where a write seems to stand among the others of its key. */
    long place(Attempt attempt) {
        return attempt.op().map(op -> places.getOrDefault(op, NO_PLACE)).orElse(NO_PLACE);
    }

    /** Whose value each version is. */
    Map<Version, Integer> writers() {
        return writers;
    }
}
