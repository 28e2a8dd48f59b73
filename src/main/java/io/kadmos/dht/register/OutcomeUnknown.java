package io.kadmos.dht.register;

import java.util.Objects;

import io.kadmos.dht.record.OpId;
import io.kadmos.dht.record.Version;

/** The write was sent, but no quorum confirmed it in time: it may or may not appear. */
public record OutcomeUnknown(Version version, OpId op) implements WriteOutcome {

    /** Both parts are required. */
    public OutcomeUnknown {
        Objects.requireNonNull(version);
        Objects.requireNonNull(op);
    }
}
