package io.kadmos.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Decree;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.ReplicaState;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.record.SlotState;
import io.kadmos.dht.storage.DurableRows;

/**
 * What must hold of the slots' states at every moment: an epoch has one configuration, whichever disk tells of it;
 * epochs, promises and accepted proposals about the next members never fall; a sealed replica never serves that epoch
 * again; and no member serves an epoch before a majority of the one before is durably sealed.
 */
final class SlotInvariants implements Consumer<RowWrite> {

    private final Findings findings;
    private final States states;
    private final Map<SlotEpoch, List<Member>> configurations = new HashMap<>();

    /** What lies on the disks. */
    interface States {

        /** The state with which a machine begins. */
        SlotState first(int machine, Slot slot);

        /** The durable state at a member's machine; none if the machine has another disk by now. */
        Optional<SlotState> durable(Member member, Slot slot);
    }

    SlotInvariants(Findings findings, States states) {
        this.findings = findings;
        this.states = states;
    }

    @Override
    public void accept(RowWrite write) {
        byte @Nullable [] written = write.after();
        if (written == null) {
            return;
        }
        Slot slot = DurableRows.slotOfState(write.row().bytes());
        SlotState after = DurableRows.readState(written);
        SlotState before = write.before() == null
                ? states.first(write.machine(), slot)
                : DurableRows.readState(write.before());
        String where = "slot " + slot.index() + " of machine " + write.machine() + ": ";
        decided(slot, after.current());
        neverFalls(where, before, after);
        if (before.replica() == ReplicaState.SEALED && after.replica() == ReplicaState.ACTIVE
                && Integer.compareUnsigned(after.replicaEpoch(), before.replicaEpoch()) <= 0) {
            findings.add(where + "serves epoch " + after.replicaEpoch() + " again, in which it is sealed");
        }
        if (after.isActive() && !before.isActive()) {
            beginsWhenSealed(where, slot, after);
        }
    }

    private void decided(Slot slot, Configuration configuration) {
        SlotEpoch epoch = new SlotEpoch(slot, configuration.epoch());
        List<Member> known = configurations.putIfAbsent(epoch, configuration.members());
        if (known != null && !known.equals(configuration.members())) {
            findings.add("slot " + slot.index() + " has two configurations in epoch " + epoch.epoch() + ": " + known
                    + " and " + configuration.members());
        }
    }

    private void neverFalls(String where, SlotState before, SlotState after) {
        int order = Integer.compareUnsigned(before.current().epoch(), after.current().epoch());
        if (order > 0) {
            findings.add(where + "falls from epoch " + before.current().epoch() + " to " + after.current().epoch());
        }
        boolean isSameRound = order == 0 && before.replica() == after.replica();
        if (isSameRound && isBelow(after.promised(), before.promised())) {
            findings.add(where + "promised " + before.promised() + " and then " + after.promised());
        }
        if (isSameRound && isBelow(ballot(after), ballot(before))) {
            findings.add(where + "accepted " + before.accepted() + " and then " + after.accepted());
        }
    }

    private static @Nullable Ballot ballot(SlotState state) {
        Decree accepted = state.accepted();
        return accepted == null ? null : accepted.ballot();
    }

    private static boolean isBelow(@Nullable Ballot after, @Nullable Ballot before) {
        return before != null && (after == null || after.isBelow(before));
    }

    private void beginsWhenSealed(String where, Slot slot, SlotState after) {
        Configuration previous = after.succession().previous();
        if (previous == null) {
            return;
        }
        long serving = previous.members().stream().flatMap(member -> states.durable(member, slot).stream())
                .filter(state -> state.isActiveIn(previous.epoch())).count();
        if (previous.members().size() - serving < previous.quorum()) {
            findings.add(where + "begins epoch " + after.current().epoch() + " while " + serving + " of "
                    + previous.members().size() + " members still serve epoch " + previous.epoch());
        }
    }
}
