package io.kadmos.dht.register;

import io.kadmos.dht.record.Version;
import java.util.Optional;

/** The condition did not hold, as a quorum agreed; nothing was written. Carries the version that was there, if any. */
public record PreconditionFailed(Optional<Version> current) implements WriteOutcome {}
