package io.kadmos.dht.record;

import java.util.Objects;

/** A write that a record remembers: its id, the version it set, and whether it created or replaced. */
public record AppliedOp(OpId op, Version version, boolean created) {

    /** All parts are required. */
    public AppliedOp {
        Objects.requireNonNull(op);
        Objects.requireNonNull(version);
    }
}
