package io.kadmos.dht.message;

import org.jspecify.annotations.Nullable;

import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Decree;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.Succession;

/** What a member says about the next members of one slot, in either phase. */
public sealed interface ChangeVerdict {

    /** The slot that was asked about. */
    Slot slot();

    /** It promises or accepts; the proposal that it accepted before is told with a promise. */
    record Granted(Slot slot, @Nullable Decree accepted) implements ChangeVerdict {}

    /** It promised a higher ballot. */
    record Outbid(Slot slot, Ballot promised) implements ChangeVerdict {}

    /** The slot is in a later epoch. */
    record Moved(Slot slot, Succession newer) implements ChangeVerdict {}

    /** It has no say in that epoch, and knows nothing newer. */
    record NoSay(Slot slot) implements ChangeVerdict {}
}
