package io.kadmos.dht.register;

/** How a write ended. */
public sealed interface WriteOutcome permits Written, PreconditionFailed, NotApplied, OutcomeUnknown {}
