package io.kadmos.dht.register;

import java.util.Optional;

import io.kadmos.dht.record.Version;

/**
 * The condition did not hold against a record that a quorum accepted, and nothing was written (protocol.md R10).
 *
 * @param current the version that the key held; empty if it held no value
 */
public record PreconditionFailed(Optional<Version> current) implements WriteOutcome {}
