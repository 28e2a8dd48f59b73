package io.kadmos.dht.register.gateway;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Body;
import io.kadmos.dht.record.Outline;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.record.Version;
import io.kadmos.dht.register.Read;

/**
 * What a replica answers that it holds for a key: nothing, or a record, whose body the answer may leave out. Immutable,
 * safe on any thread.
 *
 * @param outline of the record; null if the replica holds nothing
 * @param body of the record; null if the replica holds nothing or left the body out
 */
public record Held(@Nullable Outline outline, @Nullable Body body) {

    /** The replica holds no row for the key. */
    static final Held NOTHING = new Held(null, null);

    /** The accepted ballot; an absent key counts as accepted at the floor of the epoch (protocol.md R6). */
    Ballot accepted(int epoch) {
        return outline == null ? Ballot.absentIn(epoch) : outline.accepted();
    }

    /** Returns the answer with the greater ballot; of two with the same ballot, one with a body. */
    static Held newer(Held a, Held b, int epoch) {
        int order = a.accepted(epoch).compareTo(b.accepted(epoch));
        return order > 0 || (order == 0 && a.hasBody()) ? a : b;
    }

    /** Whether the answer has the body, or needs none. */
    boolean hasBody() {
        return outline == null || outline.tombstone() || body != null;
    }

    /** The record, to be accepted again at a ballot. Throws if the body was left out. */
    public StoredRecord record(Ballot ballot) {
        if (outline == null || !hasBody()) {
            throw new IllegalStateException("a record cannot be accepted again without its body");
        }
        return new StoredRecord(outline.at(ballot), outline.tombstone() || body == null ? Body.NONE : body);
    }

    /** The version of the value at a moment; empty for nothing, for a tombstone and for an expired value. */
    Optional<Version> version(Instant now) {
        return outline == null || outline.tombstone() || outline.isExpiredAt(now)
                ? Optional.empty()
                : Optional.of(outline.version());
    }

    /** Whether the value has expired and no tombstone has replaced it yet. */
    boolean isExpiredAt(Instant now) {
        return outline != null && outline.isExpiredAt(now);
    }

    /** What a client is answered. Throws if the body was left out. */
    Read read() {
        if (outline == null || outline.tombstone()) {
            return new Read(Optional.empty());
        }
        if (body == null) {
            throw new IllegalStateException("a read cannot be answered without the body");
        }
        return new Read(Optional.of(new Read.Value(outline.version(), body, expiry())));
    }

    /** When the value expires; null if it does not. */
    @Nullable Instant expiry() {
        return outline == null || outline.expiresAtMillis() == Outline.NEVER
                ? null
                : Instant.ofEpochMilli(outline.expiresAtMillis());
    }
}
