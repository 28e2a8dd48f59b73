package io.kadmos.dht.record;

import java.util.Objects;

/**
 * A write that a record remembers: its id, the version that it set, and whether it created the value or replaced one. A
 * gateway recognises its own write by it (protocol.md R11).
 */
public record AppliedOp(OpId op, Version version, boolean created) {

    /** All parts are required. */
    public AppliedOp {
        Objects.requireNonNull(op);
        Objects.requireNonNull(version);
    }
}
