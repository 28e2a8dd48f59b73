package io.kadmos.dht.register.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.AppliedOp;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Body;
import io.kadmos.dht.record.Bytes;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.HybridClock;
import io.kadmos.dht.record.Lineage;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.OpId;
import io.kadmos.dht.record.Outline;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.record.Succession;
import io.kadmos.dht.record.Version;
import io.kadmos.dht.register.Conditions;
import io.kadmos.dht.register.Mutation;

/** Values that the tests of this package share. */
public final class Samples {

    public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    public static final int EPOCH = 5;
    public static final Member A = new Member(Id.ofNode("c", "a"), new DiskId(1, 1));
    public static final Member B = new Member(Id.ofNode("c", "b"), new DiskId(2, 2));
    public static final Member C = new Member(Id.ofNode("c", "c"), new DiskId(3, 3));
    public static final Member STRANGER = new Member(Id.ofNode("c", "stranger"), new DiskId(4, 4));
    public static final Configuration CONFIGURATION = new Configuration(EPOCH, List.of(A, B, C));
    public static final Succession NEWER = new Succession(CONFIGURATION, new Configuration(EPOCH + 1, List.of(A, B)));
    public static final OpId OP = new OpId(1, 2);

    private Samples() {}

    public static Ballot ballot(int counter) {
        return new Ballot(EPOCH, HybridClock.at(NOW) + counter, 7);
    }

    public static Version version(int counter) {
        return new Version(HybridClock.at(NOW) + counter, 7);
    }

    public static Body body(String text) {
        return new Body("text/plain", Bytes.wrap(text.getBytes(UTF_8)));
    }

    public static Mutation put(String text, Conditions conditions) {
        return new Mutation(OP, conditions, new Mutation.Effect.Put(body(text), null));
    }

    /** A record that write number {@code counter} of another client set. */
    public static StoredRecord record(int counter, String text) {
        return record(ballot(counter), counter, text, Outline.NEVER);
    }

    public static StoredRecord record(Ballot accepted, int counter, String text, long expiresAtMillis) {
        Lineage lineage = Lineage.beginningIn(EPOCH);
        for (int i = 1; i <= counter; i++) {
            lineage = lineage.push(new AppliedOp(new OpId(99, i), version(i), i == 1));
        }
        return new StoredRecord(new Outline(accepted, version(counter), false, expiresAtMillis, lineage), body(text));
    }

    public static StoredRecord tombstone(int counter) {
        Outline value = record(counter, "").outline();
        return new StoredRecord(new Outline(value.accepted(), value.version(), true, Outline.NEVER, value.lineage()),
                Body.NONE);
    }

    public static Held held(StoredRecord record) {
        return new Held(record.outline(), record.body());
    }

    public static Held outlineOnly(StoredRecord record) {
        return new Held(record.outline(), null);
    }
}
