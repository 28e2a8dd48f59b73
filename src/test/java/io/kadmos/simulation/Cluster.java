package io.kadmos.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Formation;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotSpace;
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
    private final Formation formation;

    Cluster(World world, SimulationOptions options) {
        this.options = options;
        this.random = world.fork();
        this.ledger = new DamageLedger(options.copies());
        this.invariants = new ReplicaInvariants(world.findings());
        SplittableRandom ids = world.fork();
        List<Machine.Identity> identities = IntStream.range(0, options.machines())
                .mapToObj(i -> new Machine.Identity(i, "node-" + i, new DiskId(ids.nextLong(), ids.nextLong())))
                .toList();
        this.formation = new Formation(identities.stream().map(Cluster::member).toList(), options.copies(),
                SLOTS);
        SimulatedNodes nodes = new SimulatedNodes(world, this, options);
        this.machines = identities.stream().map(identity -> new Machine(world, identity, address(identity.index()),
                nodes, new Machine.Watch(ledger, invariants))).toList();
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
        return machines.stream().map(machine -> machine.identity().name()).toList();
    }

    /** How the cluster will have begun, since everybody is among the first. */
    Formation formation() {
        return formation;
    }

    /** What the name service says. */
    List<Endpoint> addresses() {
        return machines.stream().map(Machine::endpoint).toList();
    }

    void bootAll() {
        machines.stream().filter(machine -> !machine.isUp()).forEach(this::boot);
    }

    /** Starts a machine, maybe at an address that another one had before. */
    void boot(Machine machine) {
        if (machine.isUp()) {
            return;
        }
        boolean moves = options.has(Fault.NEW_ADDRESSES) && random.nextBoolean();
        machine.boot(moves ? freeAddress() : ownOrFree(machine));
    }

    /** The rows of a key on its members' disks that a crash of everything would leave, without the damaged ones. */
    List<StoredRecord> durable(Key key) {
        List<StoredRecord> rows = new ArrayList<>();
        for (Machine machine : members(key)) {
            durable(machine, key).ifPresent(rows::add);
        }
        return rows;
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
        Slot slot = formation.slots().slotOf(key.id());
        Configuration configuration = formation.configuration(slot);
        return machines.stream().filter(machine -> configuration.contains(member(machine.identity()))).toList();
    }

    /** How far apart any two clocks have been. */
    ExpiryWindow expiryWindow() {
        long least = machines.stream().mapToLong(machine -> machine.clock().leastErrorNanos()).min().orElse(0);
        long greatest = machines.stream().mapToLong(machine -> machine.clock().greatestErrorNanos()).max().orElse(0);
        long spread = greatest - least;
        return new ExpiryWindow(spread, spread < TOLERATED_SKEW_NANOS);
    }

    private static Member member(Machine.Identity identity) {
        return new Member(idOf(identity), identity.disk());
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
