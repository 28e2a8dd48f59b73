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
 * One register of this replica as it stands in memory: the record accepted last, the promise (protocol.md R2), and
 * whether the copy on disk is damaged (protocol.md R14). It may be ahead of the disk. A caller that reveals anything of
 * it waits for {@link #whenDurable} (protocol.md R5). Event loop only.
 */
public final class Row {

    private final Slot slot;
    private final Key key;
    /** Up to this clock reading, this node may have given promises that it does not remember; above it, none. */
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

    /** A row whose copy on disk is damaged. All that the node knows is that no ballot of it exceeded the ceiling. */
    static Row damaged(Slot slot, Key key, long ceiling) {
        Row row = new Row(slot, key, null, Ballot.absentIn(0), ceiling);
        row.damaged = true;
        return row;
    }

    /** The slot in which the key lies. */
    public Slot slot() {
        return slot;
    }

    /** The key of the register. */
    public Key key() {
        return key;
    }

    /**
     * The record accepted last; empty if there is none.
     *
     * @throws IllegalStateException if the row is damaged, because it is then neither present nor absent
     */
    public Optional<StoredRecord> record() {
        if (damaged) {
            throw new IllegalStateException("a damaged row is neither present nor absent: " + key);
        }
        return Optional.ofNullable(record);
    }

    /** Whether the copy on disk is damaged and was not replaced yet. */
    public boolean isDamaged() {
        return damaged;
    }

    /** The smallest ballot that this register still takes in an epoch (protocol.md R2, R15). */
    public Ballot promised(int epoch) {
        Ballot forgotten = forgottenUpTo == 0 ? Ballot.absentIn(epoch) : Ballot.ceiling(epoch, forgottenUpTo);
        return Ballot.max(promised, forgotten);
    }

    /**
     * Promises a ballot, in memory. The caller has made sure that the promise ceiling covers it.
     *
     * @throws IllegalStateException if the ballot is below the present promise
     */
    public void promise(Ballot ballot) {
        if (ballot.isBelow(promised)) {
            throw new IllegalStateException("promise falls from " + promised + " to " + ballot);
        }
        promised = ballot;
    }

    /** Runs an action as soon as all that this row shows now is durable. */
    public void whenDurable(Runnable action) {
        if (newestWrite == null) {
            action.run();
        } else {
            newestWrite.waiting.add(action);
        }
    }

    /** Replaces the record, or removes it, in memory. The caller reports to the returned write when it is durable. */
    PendingWrite replace(@Nullable StoredRecord accepted) {
        record = accepted;
        promised = accepted == null ? promised : Ballot.max(promised, accepted.accepted());
        damaged = false;
        newestWrite = new PendingWrite(this);
        return newestWrite;
    }

    /** The record as the digests and the expiry index count it: none if the row is damaged. */
    @Nullable StoredRecord recordOrNull() {
        return record;
    }

    /** Whether the row may leave the memory: no write of it is under way to the disk. */
    boolean isWritten() {
        return newestWrite == null;
    }

    /**
     * What the memory knows about this row and the disk does not, if there is anything.
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

    /** The approximate size of the row in memory, in bytes. */
    int footprintBytes() {
        int fixed = 400 + 2 * key.length();
        return record == null
                ? fixed
                : fixed + 80 * record.outline().lineage().newest().size() + record.body().value().length();
    }

    /** A write of a row that is under way to the disk. */
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
