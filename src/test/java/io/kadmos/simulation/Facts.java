package io.kadmos.simulation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.SlotState;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.storage.DurableRows;

/** The facts for which a story waits: how machines are doing, and what lies on disks about the story's key. */
final class Facts {

    private Facts() {}

    static Fact isServing(int machine) {
        return new Fact("node-" + machine + " takes requests", story -> story.machine(machine).isServing());
    }

    static Fact isReady(int machine) {
        return new Fact("node-" + machine + " is ready", story -> {
            story.machine(machine).askReadiness();
            return story.machine(machine).isReady();
        });
    }

    /** A machine has left for good, and every slot is at home on those that remain. */
    static Fact hasLeft(int machine) {
        return new Fact("node-" + machine + " has left", story -> story.machine(machine).hasDeparted())
                .and(isSettled());
    }

    static Fact isSettled() {
        return new Fact("every slot is at home", story -> story.cluster().isSettled());
    }

    /** The other disks know enough of a machine's disk to notice that it is put back to its snapshot. */
    static Fact mayRollBack(int machine) {
        return new Fact("the disk of node-" + machine + " may be put back",
                story -> story.cluster().mayRollBack(story.machine(machine)));
    }

    /** A disk knows of this epoch of the key's slot, and none of a later one. */
    static Fact hasBegun(int epoch) {
        return new Fact("epoch " + epoch + " is the newest",
                story -> story.cluster().configurations(story.slot()).getFirst().epoch() == epoch);
    }

    static Fact isActive(int machine, int epoch) {
        return new Fact("node-" + machine + " is active in epoch " + epoch,
                story -> state(story, machine).filter(state -> state.isActiveIn(epoch)).isPresent());
    }

    static Fact areActive(List<Integer> machines, int epoch) {
        return machines.stream().map(machine -> isActive(machine, epoch)).reduce(Fact::and).orElseThrow();
    }

    /** A machine has accepted who the next members are, and does not know yet that this is decided. */
    static Fact hasAccepted(int machine) {
        return new Fact("node-" + machine + " has accepted the next members",
                story -> state(story, machine).map(SlotState::accepted).isPresent());
    }

    /** A machine has accepted that a newcomer is among the next members, and does not know yet that this is decided. */
    static Fact hasAccepted(int machine, int newcomer) {
        return new Fact("node-" + machine + " has accepted node-" + newcomer + " as a next member",
                story -> state(story, machine).map(SlotState::accepted)
                        .filter(decree -> decree.members().contains(story.machine(newcomer).member())).isPresent());
    }

    /** A row of the key is durable on a machine. */
    static Fact holds(int machine) {
        return new Fact("node-" + machine + " holds the key", story -> durable(story, machine).isPresent());
    }

    /** A row of the key with this value is durable on a machine. */
    static Fact holds(int machine, String value) {
        return new Fact("node-" + machine + " holds " + value,
                story -> durable(story, machine).filter(row -> has(row, value)).isPresent());
    }

    /** A row of the key is durable on each of these machines. */
    static Fact hold(List<Integer> machines) {
        return machines.stream().map(Facts::holds).reduce(Fact::and).orElseThrow();
    }

    /** A row of the key is durable on each of these machines and on no other one. */
    static Fact onlyHold(List<Integer> machines) {
        return new Fact("the machines " + machines + " and no other ones hold the key",
                story -> story.nearest().stream().filter(machine -> durable(story, machine).isPresent()).sorted()
                        .toList().equals(machines.stream().sorted().toList()));
    }

    static Fact isDamaged(int machine) {
        return new Fact("the key's row on node-" + machine + " is damaged",
                story -> story.cluster().isDamaged(story.machine(machine), Key.of(story.key())));
    }

    /** A process has written a row of the key, durably or not. */
    static Fact hasWritten(int machine) {
        return new Fact("node-" + machine + " has written the key",
                story -> story.machine(machine).disk().visible().containsKey(row(story)));
    }

    /** A process has written a row of the key with this value, durably or not. */
    static Fact hasWritten(int machine, String value) {
        return new Fact("node-" + machine + " has written " + value, story -> {
            byte[] row = story.machine(machine).disk().visible().get(row(story));
            return row != null && DurableRows.read(row).filter(record -> has(record, value)).isPresent();
        });
    }

    private static Optional<SlotState> state(Story story, int machine) {
        return story.cluster().state(story.machine(machine), story.slot());
    }

    private static Optional<StoredRecord> durable(Story story, int machine) {
        return story.cluster().durable(story.machine(machine), Key.of(story.key()));
    }

    private static RowName row(Story story) {
        return new RowName(DurableRows.nameOf(story.slot(), Key.of(story.key())));
    }

    private static boolean has(StoredRecord row, String value) {
        return new String(row.body().value().array(), StandardCharsets.UTF_8).equals(value);
    }
}
