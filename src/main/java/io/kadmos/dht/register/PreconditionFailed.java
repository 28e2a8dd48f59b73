package io.kadmos.dht.register;

import java.util.Optional;

import io.kadmos.dht.record.Version;

/** The condition did not hold, as a quorum agreed; nothing was written. Carries the version that was there, if any. */
public record PreconditionFailed(Optional<Version> current) implements WriteOutcome {}
