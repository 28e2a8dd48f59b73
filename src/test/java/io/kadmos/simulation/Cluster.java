package io.kadmos.simulation;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Formation;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.ReplicaState;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotSpace;
import io.kadmos.dht.record.SlotState;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.storage.DurableRows;

/** All machines of a run, their addresses, and what lies on their disks. */
final class Cluster {

    static final String NAME = "simulated";
    /** Few slots, so that a start takes little time and repair little traffic. */
    static final SlotSpace SLOTS = new SlotSpace(4);
    private static final int PORT = 4_000;
    /** More addresses than machines, so that a restarted one may move. */
    private static final int SPARE_ADDRESSES = 2;
    /** A node whose clock is further off than this from the others' removes nothing; half of it is on the safe side. */
    private static final long TOLERATED_SKEW_NANOS = 5_000_000_000L;

    private final SimulationOptions options;
    private final RandomGenerator random;
    private final List<Machine> machines;
    private final DamageLedger ledger;
    private final ReplicaInvariants invariants;
    private final SlotInvariants slotInvariants;
    private final RandomGenerator disks;
    private final Formation formation;

    Cluster(World world, SimulationOptions options) {
        this.options = options;
        this.random = world.fork();
        this.ledger = new DamageLedger(this::isWhole);
        this.invariants = new ReplicaInvariants(world.findings(), this::hasSay);
        this.slotInvariants = new SlotInvariants(world.findings(), new DiskStates());
        SplittableRandom ids = world.fork();
        this.disks = ids;
        SimulatedNodes nodes = new SimulatedNodes(world, this, options);
        this.machines = IntStream.range(0, options.machines() + options.spares())
                .mapToObj(i -> new Machine(world, new Machine.Identity(i, "node-" + i), newDisk(), address(i), nodes,
                        new Machine.Watch(ledger, this::written)))
                .toList();
        machines.stream().skip(options.machines()).forEach(spare -> spare.depart());
        this.formation = new Formation(initial().map(Machine::member).toList(), options.copies(), SLOTS);
    }

    private void written(RowWrite write) {
        Consumer<RowWrite> concerned = write.row().isSlotState() ? slotInvariants : invariants;
        concerned.accept(write);
    }

    /** The states of slots as they lie on the disks. */
    private final class DiskStates implements SlotInvariants.States {

        @Override
        public SlotState first(int machine, Slot slot) {
            return SlotState.first(formation.configuration(slot), machine(machine).member());
        }

        @Override
        public Optional<SlotState> durable(Member member, Slot slot) {
            return machines.stream().filter(machine -> machine.member().equals(member)).findFirst()
                    .map(machine -> state(machine, slot)
                            .orElseGet(() -> SlotState.first(formation.configuration(slot), member)));
        }
    }

    static Id idOf(Machine.Identity identity) {
        return Id.ofNode(NAME, identity.name());
    }

    List<Machine> machines() {
        return machines;
    }

    Machine machine(int index) {
        return machines.get(index);
    }

    ReplicaInvariants invariants() {
        return invariants;
    }

    /** The names with which the cluster begins. */
    List<String> names() {
        return initial().map(machine -> machine.identity().name()).toList();
    }

    /** How the cluster forms: all machines that are present at first are initial members. */
    Formation formation() {
        return formation;
    }

    /** The addresses with which the name service answers. */
    List<Endpoint> addresses() {
        return machines.stream().map(Machine::endpoint).toList();
    }

    private Stream<Machine> initial() {
        return machines.stream().limit(options.machines());
    }

    /** The machines that are to take part. */
    List<Machine> present() {
        return machines.stream().filter(machine -> !machine.hasDeparted()).toList();
    }

    void bootAll() {
        present().stream().filter(machine -> !machine.isUp()).forEach(this::boot);
    }

    DiskId newDisk() {
        return new DiskId(disks.nextLong(), disks.nextLong());
    }

    /** Starts a machine, maybe at an address that another one had before. */
    void boot(Machine machine) {
        if (machine.isUp()) {
            return;
        }
        boolean moves = options.has(Fault.NEW_ADDRESSES) && random.nextBoolean();
        machine.boot(moves ? freeAddress() : ownOrFree(machine));
    }

    /**
     * For every configuration of a key's slot that any disk knows of: the rows on its members' disks that a crash of
     * everything would leave, without the damaged ones.
     */
    List<ReplicaInvariants.Durable> durable(Key key) {
        return configurations(SLOTS.slotOf(key.id())).stream().map(configuration -> new ReplicaInvariants.Durable(
                machines(configuration).stream().flatMap(machine -> durable(machine, key).stream()).toList(),
                configuration.quorum() - damagedCopies(key) - lostCopies(configuration))).toList();
    }

    /** How many copies of a key's row are damaged; they were durable, but cannot be read. */
    int damagedCopies(Key key) {
        return ledger.count(nameOf(key));
    }

    /** The row of a key on one disk. */
    Optional<StoredRecord> durable(Machine machine, Key key) {
        return Optional.ofNullable(machine.disk().durable().get(nameOf(key))).flatMap(DurableRows::read);
    }

    /** Whether the row of a key on one disk cannot be read. */
    boolean isDamaged(Machine machine, Key key) {
        byte[] row = machine.disk().durable().get(nameOf(key));
        return row != null && DurableRows.read(row).isEmpty();
    }

    private RowName nameOf(Key key) {
        return new RowName(DurableRows.nameOf(formation.slots().slotOf(key.id()), key));
    }

    /** The machines that keep a key. */
    List<Machine> members(Key key) {
        return machines(configurations(SLOTS.slotOf(key.id())).getFirst());
    }

    /** How many members of a configuration have lost their disks. */
    private int lostCopies(Configuration configuration) {
        return configuration.members().size() - machines(configuration).size();
    }

    private List<Machine> machines(Configuration configuration) {
        return machines.stream().filter(machine -> configuration.contains(machine.member())).toList();
    }

    /** The configurations of a slot that any disk knows of, the newest first. */
    List<Configuration> configurations(Slot slot) {
        Stream<Configuration> known = machines.stream().flatMap(machine -> state(machine, slot).stream())
                .map(SlotState::succession)
                .flatMap(succession -> Stream.of(succession.previous(), succession.current()))
                .filter(Objects::nonNull);
        return Stream.concat(known, Stream.of(formation.configuration(slot))).distinct()
                .sorted(Comparator.comparingInt(Configuration::epoch).reversed()).toList();
    }

    /** What one disk knows of a slot, if it was ever reconfigured. */
    Optional<SlotState> state(Machine machine, Slot slot) {
        return Optional.ofNullable(machine.disk().durable().get(new RowName(DurableRows.nameOf(slot))))
                .map(DurableRows::readState);
    }

    /** Whether the replica that writes a row answers for it, or hands it over; else it is only a cache. */
    private boolean hasSay(RowWrite write) {
        Machine machine = machine(write.machine());
        Slot slot = SLOTS.slotOf(DurableRows.keyOf(write.row().bytes()).id());
        byte[] state = machine.disk().visible().get(new RowName(DurableRows.nameOf(slot)));
        return state == null
                ? formation.configuration(slot).contains(machine.member())
                : DurableRows.readState(state).replica() != ReplicaState.INACTIVE;
    }

    /**
     * Whether every slot is held by the machines nearest to it, all of them active. A member that is gone without
     * having drained keeps its place as long as there is no node to take it.
     */
    boolean isSettled() {
        return IntStream.range(0, SLOTS.count()).mapToObj(Slot::new).allMatch(this::isSettled);
    }

    /** The slots that are not where they belong, as text for a failure. */
    List<String> unsettled() {
        return IntStream.range(0, SLOTS.count()).mapToObj(Slot::new).filter(slot -> !isSettled(slot))
                .map(slot -> slot.index() + ": " + configurations(slot).stream().map(each -> each.epoch() + " "
                        + machines(each).stream().map(Machine::index).toList() + " and " + lostCopies(each)
                        + " lost").toList() + " "
                        + machines.stream().map(machine -> state(machine, slot).map(state -> "node-" + machine.index()
                                + " " + state.replica() + " " + state.replicaEpoch()).orElse("-")).toList())
                .toList();
    }

    private boolean isSettled(Slot slot) {
        Configuration newest = configurations(slot).getFirst();
        Comparator<Id> nearestFirst = SLOTS.point(slot).nearestFirst();
        List<Member> nearest = present().stream().map(Machine::member)
                .sorted(Comparator.comparing(Member::node, nearestFirst)).limit(options.copies()).toList();
        List<Member> alive = newest.members().stream()
                .filter(member -> present().stream().anyMatch(machine -> machine.member().equals(member))).toList();
        return alive.equals(nearest) && (newest.epoch() == Formation.EPOCH
                || machines(newest).stream().filter(machine -> !machine.hasDeparted())
                        .allMatch(machine -> state(machine,
                                slot).filter(state -> state.isActiveIn(newest.epoch())).isPresent()));
    }

    /** Whether a disk may be lost: nothing else is lost or damaged. */
    boolean mayLoseDisk() {
        RowName beginning = new RowName(DurableRows.nameOfFormation());
        boolean hasFormed = present().stream().allMatch(machine -> machine.disk().durable().containsKey(beginning));
        return hasFormed && ledger.isClean() && isWhole();
    }

    /**
     * Whether a disk may be put back to its snapshot. First, a disk may be lost. Second, at least one configuration
     * names the disk. Third, in every configuration that names it, too few members to confirm the disk are unaware that
     * it went on, as far as their own disks know. The configurations of the snapshot count, too, for the machine will
     * believe them: no member can contradict a disk that goes back to when it was the only one of a slot.
     */
    boolean mayRollBack(Machine machine) {
        List<Configuration> shared = IntStream.range(0, SLOTS.count()).mapToObj(Slot::new)
                .flatMap(slot -> Stream.concat(configurations(slot).stream(), snapshotConfiguration(machine, slot)))
                .filter(configuration -> configuration.contains(machine.member())).distinct().toList();
        OptionalLong snapshot = machine.disk().snapshotChanges();
        return snapshot.isPresent() && !shared.isEmpty() && mayLoseDisk()
                && shared.stream().noneMatch(each -> mayBeConfirmed(machine, snapshot.getAsLong(), each));
    }

    private Stream<Configuration> snapshotConfiguration(Machine machine, Slot slot) {
        return Stream.ofNullable(machine.disk().snapshotRows().get(new RowName(DurableRows.nameOf(slot))))
                .map(DurableRows::readState).map(SlotState::current);
    }

    private boolean mayBeConfirmed(Machine machine, long changes, Configuration configuration) {
        long unaware = machines(configuration).stream()
                .filter(other -> other != machine && seenChanges(other, machine) <= changes).count();
        return 1 + unaware >= configuration.quorum();
    }

    /** How many edits of another machine's disk one machine's disk has a mark of. */
    private static long seenChanges(Machine witness, Machine machine) {
        byte[] mark = witness.disk().durable().get(new RowName(DurableRows.nameOfMark(machine.member())));
        return mark == null ? 0 : DurableRows.readMark(mark);
    }

    /** Whether every slot has three members or more, all of them with their disks and active. */
    private boolean isWhole() {
        return IntStream.range(0, SLOTS.count()).mapToObj(Slot::new).allMatch(slot -> {
            Configuration newest = configurations(slot).getFirst();
            boolean isChanging = machines.stream().anyMatch(machine -> state(machine, slot)
                    .filter(state -> state.promised() != null).isPresent());
            return !isChanging && newest.members().size() >= 3
                    && machines(newest).size() == newest.members().size()
                    && (newest.epoch() == Formation.EPOCH || machines(newest).stream().allMatch(machine -> state(
                            machine, slot).filter(state -> state.isActiveIn(newest.epoch())).isPresent()));
        });
    }

    /** How far apart any two clocks have been. */
    ExpiryWindow expiryWindow() {
        long least = machines.stream().mapToLong(machine -> machine.clock().leastErrorNanos()).min().orElse(0);
        long greatest = machines.stream().mapToLong(machine -> machine.clock().greatestErrorNanos()).max().orElse(0);
        long spread = greatest - least;
        return new ExpiryWindow(spread, spread < TOLERATED_SKEW_NANOS);
    }

    private Endpoint ownOrFree(Machine machine) {
        boolean taken = machines.stream()
                .anyMatch(other -> other.isUp() && other.endpoint().equals(machine.endpoint()));
        return taken ? freeAddress() : machine.endpoint();
    }

    private Endpoint freeAddress() {
        List<Endpoint> used = machines.stream().filter(Machine::isUp).map(Machine::endpoint).toList();
        List<Endpoint> free = IntStream.range(0, machines.size() + SPARE_ADDRESSES).mapToObj(Cluster::address)
                .filter(address -> !used.contains(address)).toList();
        return free.get(random.nextInt(free.size()));
    }

    private static Endpoint address(int index) {
        return Endpoint.of(new byte[]{10, 0, 0, (byte) (1 + index)}, PORT);
    }
}
