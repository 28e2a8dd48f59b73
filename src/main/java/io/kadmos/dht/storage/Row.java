package io.kadmos.dht.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.storage.DepartedRows.Departed;

/**
 * One register on this replica, as it stands in memory: what was accepted last, what was promised, and whether the copy
 * on disk turned out damaged. It may be ahead of the disk; {@link #whenDurable} is for those who reveal it.
 */
public final class Row {

    private final Slot slot;
    private final Key key;
    /** No promise was given in memory that this node could have forgotten, above this clock reading. */
    private final long forgottenUpTo;
    private @Nullable StoredRecord record;
    private Ballot promised;
    private boolean damaged;
    private @Nullable PendingWrite newestWrite;

    Row(Slot slot, Key key, @Nullable StoredRecord record, Ballot promised, long forgottenUpTo) {
        this.slot = slot;
        this.key = key;
        this.record = record;
        this.promised = promised;
        this.forgottenUpTo = forgottenUpTo;
    }

    /** A row whose copy on disk cannot be trusted: nothing is known of it but that no ballot reached the ceiling. */
    static Row damaged(Slot slot, Key key, long ceiling) {
        Row row = new Row(slot, key, null, Ballot.absentIn(0), ceiling);
        row.damaged = true;
        return row;
    }

    /** The slot in which the key lies. */
    public Slot slot() {
        return slot;
    }

    /** Whose register it is. */
    public Key key() {
        return key;
    }

    /** What was accepted last; empty if nothing ever was. Not to be asked of a damaged row. */
    public Optional<StoredRecord> record() {
        if (damaged) {
            throw new IllegalStateException("a damaged row is neither present nor absent: " + key);
        }
        return Optional.ofNullable(record);
    }

    /** Whether the copy on disk is damaged and not yet replaced. */
    public boolean isDamaged() {
        return damaged;
    }

    /** The smallest ballot that this register still takes in an epoch. */
    public Ballot promised(int epoch) {
        Ballot forgotten = forgottenUpTo == 0 ? Ballot.absentIn(epoch) : Ballot.ceiling(epoch, forgottenUpTo);
        return Ballot.max(promised, forgotten);
    }

    /** Promises, in memory; the caller has seen to it that the ceiling covers the ballot. */
    public void promise(Ballot ballot) {
        if (ballot.isBelow(promised)) {
            throw new IllegalStateException("promise falls from " + promised + " to " + ballot);
        }
        promised = ballot;
    }

    /** Runs an action once everything that this row shows now is durable. */
    public void whenDurable(Runnable action) {
        if (newestWrite == null) {
            action.run();
        } else {
            newestWrite.waiting.add(action);
        }
    }

    /** Takes a record, or none, in memory; the write that is on its way to the disk tells when it is durable. */
    PendingWrite replace(@Nullable StoredRecord accepted) {
        record = accepted;
        promised = accepted == null ? promised : Ballot.max(promised, accepted.accepted());
        damaged = false;
        newestWrite = new PendingWrite(this);
        return newestWrite;
    }

    /** The record as digests and the expiry index know it: nothing, if it is damaged. */
    @Nullable StoredRecord recordOrNull() {
        return record;
    }

    /** Whether the row may leave the memory: nothing of it is still on its way to the disk. */
    boolean isSettled() {
        return newestWrite == null;
    }

    /**
     * What the disk does not know about it, if there is anything.
     *
     * @param bound the clock reading up to which every row counts as promised
     */
    Optional<Departed> unwritten(long bound) {
        Ballot known = record == null ? Ballot.absentIn(0) : record.accepted();
        boolean isBoundItself = forgottenUpTo > bound && forgottenUpTo > known.hlc();
        return damaged || isBoundItself || known.isBelow(promised)
                ? Optional.of(new Departed(promised, damaged, forgottenUpTo))
                : Optional.empty();
    }

    /** Roughly what the row costs in memory. */
    int footprintBytes() {
        int fixed = 400 + 2 * key.length();
        return record == null
                ? fixed
                : fixed + 80 * record.outline().lineage().newest().size() + record.body().value().length();
    }

    /** A write of a row on its way to the disk. */
    static final class PendingWrite {

        private final Row row;
        private final List<Runnable> waiting = new ArrayList<>(1);

        private PendingWrite(Row row) {
            this.row = row;
        }

        void durable() {
            if (row.newestWrite == this) {
                row.newestWrite = null;
            }
            waiting.forEach(Runnable::run);
        }
    }
}
