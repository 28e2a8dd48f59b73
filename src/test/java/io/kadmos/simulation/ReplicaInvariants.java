package io.kadmos.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Lineage;
import io.kadmos.dht.record.OpId;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.record.Version;
import io.kadmos.dht.storage.DurableRows;

/**
 * What must hold of the replicas' disks at every moment: the accepted ballot of a replica that is more than a cache
 * never falls, a ballot and a version of a key mean one value everywhere, and what a client was told is durable on a
 * quorum.
 */
final class ReplicaInvariants implements Consumer<RowWrite> {

    private final Findings findings;
    private final Predicate<RowWrite> hasSay;
    private final Map<Accepted, StoredRecord> byBallot = new HashMap<>();
    private final Map<Written, StoredRecord> byVersion = new HashMap<>();

    private final Map<Key, Traces> traces = new HashMap<>();

    private record Accepted(Key key, Ballot ballot) {}

    private record Written(Key key, Version version) {}

    /**
     * The readable copies of a row that would be there after a crash, and how many of them must hold what was
     * acknowledged.
     */
    record Durable(List<StoredRecord> copies, int needed) {

        private long count(Predicate<StoredRecord> holds) {
            return copies.stream().filter(holds).count();
        }
    }

    /** Invariants of replicas, and a way to tell whether what a replica writes is more than a cache. */
    ReplicaInvariants(Findings findings, Predicate<RowWrite> hasSay) {
        this.findings = findings;
        this.hasSay = hasSay;
    }

    @Override
    public void accept(RowWrite write) {
        Key key = DurableRows.keyOf(write.row().bytes());
        byte[] written = write.after();
        if (written == null) {
            return;
        }
        StoredRecord after = DurableRows.read(written).orElse(null);
        if (after == null) {
            findings.add(key, "machine " + write.machine() + " writes a damaged row");
            return;
        }
        traces(key).seen(after);
        Optional<StoredRecord> before = Optional.ofNullable(write.before()).flatMap(DurableRows::read);
        if (before.filter(held -> after.accepted().isBelow(held.accepted())).isPresent() && hasSay.test(write)) {
            findings.add(key, "machine " + write.machine() + " accepts " + after.accepted() + " after "
                    + before.orElseThrow().accepted());
        }
        StoredRecord sameBallot = byBallot.putIfAbsent(new Accepted(key, after.accepted()), after);
        if (sameBallot != null && !sameBallot.equals(after)) {
            findings.add(key, "two records at one ballot: " + sameBallot.outline() + " and " + after.outline());
        }
        StoredRecord sameVersion = byVersion.putIfAbsent(new Written(key, after.outline().version()), after);
        if (sameVersion != null && !isSameValue(sameVersion, after)) {
            findings.add(key, "two values of one version: " + sameVersion.outline() + " and " + after.outline());
        }
    }

    /** What the disks saw of a key. */
    Traces traces(Key key) {
        return traces.computeIfAbsent(key, _ -> Traces.complete());
    }

    /** Checks an acknowledged write against the rows that are durable at this moment. */
    void acknowledged(Key key, OpId op, Version version, List<Durable> durable) {
        if (durable.stream().noneMatch(each -> each.count(row -> hasSeen(row, op, version)) >= each.needed())) {
            findings.add(key, "acknowledged without a quorum of durable copies of " + version.text());
        }
    }

    /** Checks a value that was read against the rows that are durable at this moment. */
    void read(Key key, Version version, List<Durable> durable) {
        if (durable.stream().noneMatch(each -> each.count(row -> isAtLeast(row, version)) >= each.needed())) {
            findings.add(key, "read " + version.text() + " without a quorum of durable copies");
        }
    }

    private static boolean isAtLeast(StoredRecord row, Version version) {
        return row.outline().version().compareTo(version) >= 0 || isBeyondMemory(row, version)
                || row.outline().lineage().newest().stream().anyMatch(each -> each.version().equals(version));
    }

    /** Whether a row holds a write or something that came after it. */
    private static boolean hasSeen(StoredRecord row, OpId op, Version version) {
        return row.outline().version().equals(version) || row.outline().lineage().find(op).isPresent()
                || isBeyondMemory(row, version);
    }

    private static boolean isBeyondMemory(StoredRecord row, Version version) {
        return row.outline().lineage().newest().size() == Lineage.REMEMBERED
                && Long.compareUnsigned(row.accepted().hlc(), version.hlc()) > 0;
    }

    private static boolean isSameValue(StoredRecord a, StoredRecord b) {
        return a.body().equals(b.body()) && a.outline().tombstone() == b.outline().tombstone()
                && a.outline().expiresAtMillis() == b.outline().expiresAtMillis();
    }
}
