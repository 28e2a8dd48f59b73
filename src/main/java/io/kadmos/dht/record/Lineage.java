package io.kadmos.dht.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The history of a record: the number of writes in its chain, the epoch in which the chain began, and the up to 8
 * newest writes, newest first. By it a gateway recognises its own write (protocol.md R11), and knows when a record
 * could not show that write any more (protocol.md R12, G3, G7).
 */
public record Lineage(long chainCount, int createdEpoch, List<AppliedOp> newest) {

    /** The number of writes that a record remembers. */
    public static final int REMEMBERED = 8;

    /** Copies the list and checks its bound. */
    public Lineage {
        newest = List.copyOf(newest);
        if (newest.size() > REMEMBERED || chainCount < newest.size()) {
            throw new IllegalArgumentException(newest.size() + " remembered writes in a chain of " + chainCount);
        }
    }

    /** The lineage of a key that has no record in an epoch: the chain begins in that epoch. */
    public static Lineage beginningIn(int epoch) {
        return new Lineage(0, epoch, List.of());
    }

    /** The remembered write with this id. */
    public Optional<AppliedOp> find(OpId op) {
        return newest.stream().filter(applied -> applied.op().equals(op)).findFirst();
    }

    /** The number of writes in the chain before a remembered one. */
    public long countBefore(AppliedOp applied) {
        return chainCount - newest.indexOf(applied) - 1;
    }

    /** This lineage with one more write in front. The oldest remembered write is dropped at the bound. */
    public Lineage push(AppliedOp applied) {
        List<AppliedOp> ops = new ArrayList<>(REMEMBERED);
        ops.add(applied);
        ops.addAll(newest.subList(0, Math.min(newest.size(), REMEMBERED - 1)));
        return new Lineage(chainCount + 1, createdEpoch, ops);
    }
}
