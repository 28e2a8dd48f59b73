package io.kadmos.dht.register;

import java.util.Objects;

import io.kadmos.dht.record.OpId;
import io.kadmos.dht.record.Version;

/**
 * The gateway sent the write, but cannot tell whether it was applied: no quorum confirmed it before the deadline, or
 * the newest record can have forgotten it (protocol.md R12, R13). The write may or may not take effect.
 *
 * @param version that the write sets, if it is applied
 * @param op the op id under which a client may retry the write
 */
public record OutcomeUnknown(Version version, OpId op) implements WriteOutcome {

    /** Both parts are required. */
    public OutcomeUnknown {
        Objects.requireNonNull(version);
        Objects.requireNonNull(op);
    }
}
