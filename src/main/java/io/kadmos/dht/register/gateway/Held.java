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
 * What a replica says it holds for a key: nothing, or a record whose body may have been left out of the answer.
 */
public record Held(@Nullable Outline outline, @Nullable Body body) {

    /** The key was never written, as far as this replica knows. */
    static final Held NOTHING = new Held(null, null);

    /** The accepted ballot; nothing counts as accepted at the beginning of the epoch. */
    Ballot accepted(int epoch) {
        return outline == null ? Ballot.absentIn(epoch) : outline.accepted();
    }

    /** Of two answers the one with the greater ballot; between equals, the one with a body. */
    static Held newer(Held a, Held b, int epoch) {
        int order = a.accepted(epoch).compareTo(b.accepted(epoch));
        return order > 0 || (order == 0 && a.hasBody()) ? a : b;
    }

    /** Whether everything is here that re-accepting or answering needs. */
    boolean hasBody() {
        return outline == null || outline.tombstone() || body != null;
    }

    /** The record to accept at a ballot; the body must be here. */
    public StoredRecord record(Ballot ballot) {
        if (outline == null || !hasBody()) {
            throw new IllegalStateException("accepted again without its body");
        }
        return new StoredRecord(outline.at(ballot), outline.tombstone() || body == null ? Body.NONE : body);
    }

    /** The version of the value that is there at a moment; none if there is nothing, a tombstone or an ended value. */
    Optional<Version> version(Instant now) {
        return outline == null || outline.tombstone() || outline.isExpiredAt(now)
                ? Optional.empty()
                : Optional.of(outline.version());
    }

    /** Whether the value's time is over, but its tombstone is not set yet. */
    boolean isExpiredAt(Instant now) {
        return outline != null && outline.isExpiredAt(now);
    }

    /** The value as a client sees it; the body must be here. */
    Read read() {
        if (outline == null || outline.tombstone()) {
            return new Read(Optional.empty());
        }
        if (body == null) {
            throw new IllegalStateException("answered without the body");
        }
        return new Read(Optional.of(new Read.Value(outline.version(), body, expiry())));
    }

    /** When the value ends, if it does. */
    @Nullable Instant expiry() {
        return outline == null || outline.expiresAtMillis() == Outline.NEVER
                ? null
                : Instant.ofEpochMilli(outline.expiresAtMillis());
    }
}
