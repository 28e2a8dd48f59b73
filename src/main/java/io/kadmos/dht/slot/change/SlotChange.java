package io.kadmos.dht.slot.change;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Slot;

/**
 * Slots that have the same members and are to have the same next members: they are reconfigured in one batch.
 *
 * @param staying present members that must be alive to stay: without them the change is not worth while
 */
record SlotChange(List<Slot> slots, List<Member> present, List<Member> next, Set<Member> staying) {

    /** The most slots in one batch: each of them is unavailable until all of them are decided. */
    static final int MAX_SLOTS = 64;

    SlotChange {
        slots = List.copyOf(slots);
        present = List.copyOf(present);
        next = List.copyOf(next);
        staying = Set.copyOf(staying);
    }

    /** The same change of other slots. */
    SlotChange of(List<Slot> batch) {
        return new SlotChange(batch, present, next, staying);
    }

    /** The members that only the next epoch has. */
    List<Member> newcomers() {
        return next.stream().filter(member -> !present.contains(member)).toList();
    }

    /** Everybody who has to know. */
    List<Member> concerned() {
        return Stream.concat(present.stream(), newcomers().stream()).toList();
    }
}
