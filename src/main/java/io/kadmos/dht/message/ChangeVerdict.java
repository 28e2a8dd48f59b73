package io.kadmos.dht.message;

import org.jspecify.annotations.Nullable;

import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Decree;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.Succession;

/**
 * What a member says about the next members of one slot, in either phase of a change (protocol.md C4). The state behind
 * a verdict is durable before the verdict is sent (protocol.md C5).
 */
public sealed interface ChangeVerdict {

    /** The slot that was asked about. */
    Slot slot();

    /**
     * The member promises the ballot, or accepts the decree.
     *
     * @param accepted with a promise, the decree that the member accepted before, or null; null with an acceptance
     */
    record Granted(Slot slot, @Nullable Decree accepted) implements ChangeVerdict {}

    /** The member promised a higher ballot. */
    record Outbid(Slot slot, Ballot promised) implements ChangeVerdict {}

    /** The member knows that the slot is in a later epoch. */
    record Moved(Slot slot, Succession newer) implements ChangeVerdict {}

    /** The member has no say in that epoch (protocol.md C7), and knows no later one. */
    record NoSay(Slot slot) implements ChangeVerdict {}
}
