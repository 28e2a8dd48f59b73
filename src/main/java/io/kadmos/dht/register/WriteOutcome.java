package io.kadmos.dht.register;

/** How a write ended: applied, refused by its condition, not applied, or unknown (protocol.md R10, R13). */
public sealed interface WriteOutcome permits Written, PreconditionFailed, NotApplied, OutcomeUnknown {}
