package io.kadmos.dht.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a record came to be: the number of writes in its chain, the epoch in which the chain began, and its newest
 * writes, newest first. It lets a gateway recognise its own write and know when it no longer could.
 */
public record Lineage(long chainCount, int createdEpoch, List<AppliedOp> newest) {

    /** How many writes a record remembers. */
    public static final int REMEMBERED = 8;

    /** Copies the list and checks its bound. */
    public Lineage {
        newest = List.copyOf(newest);
        if (newest.size() > REMEMBERED || chainCount < newest.size()) {
            throw new IllegalArgumentException(newest.size() + " remembered writes in a chain of " + chainCount);
        }
    }

    /** The lineage of a key that was never written, seen in this epoch. */
    public static Lineage beginningIn(int epoch) {
        return new Lineage(0, epoch, List.of());
    }

    /** The remembered write with this id. */
    public Optional<AppliedOp> find(OpId op) {
        return newest.stream().filter(applied -> applied.op().equals(op)).findFirst();
    }

    /** This lineage with one more write at its head. */
    public Lineage push(AppliedOp applied) {
        List<AppliedOp> ops = new ArrayList<>(REMEMBERED);
        ops.add(applied);
        ops.addAll(newest.subList(0, Math.min(newest.size(), REMEMBERED - 1)));
        return new Lineage(chainCount + 1, createdEpoch, ops);
    }
}
