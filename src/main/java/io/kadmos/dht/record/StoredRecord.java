package io.kadmos.dht.record;

import java.util.Objects;

/** What a replica holds for a key: the state of its register (the outline) and the body that belongs to it. */
public record StoredRecord(Outline outline, Body body) {

    /** A tombstone has no body. */
    public StoredRecord {
        Objects.requireNonNull(outline);
        if (outline.tombstone() && !body.equals(Body.NONE)) {
            throw new IllegalArgumentException("a tombstone with a body of " + body.value());
        }
    }

    /** The ballot at which a replica accepted the record. */
    public Ballot accepted() {
        return outline.accepted();
    }

    /** The same record, accepted at another ballot. */
    public StoredRecord at(Ballot ballot) {
        return new StoredRecord(outline.at(ballot), body);
    }
}
