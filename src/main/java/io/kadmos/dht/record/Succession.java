package io.kadmos.dht.record;

import org.jspecify.annotations.Nullable;

/**
 * A configuration of a slot, and the previous configuration, from whose members it takes over the rows
 * (protocol.md §6).
 *
 * @param previous the configuration before; null if the cluster began with the current one
 */
public record Succession(@Nullable Configuration previous, Configuration current) {

    /** Checks that the epoch is greater than the previous one. */
    public Succession {
        if (previous != null && Integer.compareUnsigned(previous.epoch(), current.epoch()) >= 0) {
            throw new IllegalArgumentException("epoch " + current.epoch() + " does not follow " + previous.epoch());
        }
    }

    /** The epoch of the current configuration. */
    public int epoch() {
        return current.epoch();
    }

    /** Whether this is newer than another. */
    public boolean isNewerThan(Succession other) {
        return isAfter(other.epoch());
    }

    /** Whether it begins a later epoch than this one; epochs are unsigned. */
    public boolean isAfter(int epoch) {
        return Integer.compareUnsigned(epoch(), epoch) > 0;
    }
}
