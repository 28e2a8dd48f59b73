package io.kadmos.dht.slot.change;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Slot;

/**
 * Slots with the same present members that are to get the same next members in one batch (protocol.md §5).
 *
 * @param staying present members without whose promise no new members are proposed: those that are to stay and are not
 *     known to be lost (protocol.md C9)
 */
record SlotChange(List<Slot> slots, List<Member> present, List<Member> next, Set<Member> staying) {

    /** The most slots in one batch: each of them serves no operation until all of them are decided. */
    static final int MAX_SLOTS = 64;

    SlotChange {
        slots = List.copyOf(slots);
        present = List.copyOf(present);
        next = List.copyOf(next);
        staying = Set.copyOf(staying);
    }

    /** The same change for other slots. */
    SlotChange of(List<Slot> batch) {
        return new SlotChange(batch, present, next, staying);
    }

    /** The members that only the next epoch has. */
    List<Member> newcomers() {
        return next.stream().filter(member -> !present.contains(member)).toList();
    }

    /** The members of both epochs. */
    List<Member> concerned() {
        return Stream.concat(present.stream(), newcomers().stream()).toList();
    }
}
