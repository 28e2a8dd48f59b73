package io.kadmos.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Decree;
import io.kadmos.dht.record.Lineage;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotState;
import io.kadmos.dht.register.Mutation;
import io.kadmos.dht.register.Mutation.Effect;
import io.kadmos.dht.register.NotApplied;
import io.kadmos.dht.register.Read;
import io.kadmos.dht.register.ReadOutcome;
import io.kadmos.dht.register.WriteOutcome;
import io.kadmos.dht.register.Written;
import io.kadmos.dht.storage.DurableRows;

/**
 * What happens when machines come, go and lose their disks at the worst moment, told step by step. A story says what a
 * client saw that cannot be; where the protocol holds it says nothing, or it does not come to its end.
 */
final class Story {

    private static final int COPIES = 3;
    /** What a patient client gives its gateway: longer than tombstones are kept. */
    static final Duration LONG = Duration.ofSeconds(90);
    /** How long after a slot has begun a new epoch the tombstones of the one before are gone. */
    static final Duration UNTIL_FORGOTTEN = SimulatedNodes.SLOTS.forgetAfter().plusSeconds(2);

    private final Scenario world;
    private final List<Integer> nearest;
    private final String key;

    /** A cluster of which some machines come later, and a key for which the machines are near in this order. */
    Story(long seed, int machines, int spares, int copies, List<Integer> leastOrder) {
        this(SimulationOptions.calm(seed, machines).withSpares(spares, copies), leastOrder);
    }

    Story(SimulationOptions options, List<Integer> leastOrder) {
        world = new Scenario(options);
        int machines = options.machines();
        int spares = options.spares();
        int copies = options.copies();
        key = IntStream.range(0, 10_000).mapToObj(i -> "key-" + i).filter(each -> {
            List<Integer> order = order(each, machines + spares);
            return order.stream().filter(leastOrder::contains).toList().equals(leastOrder)
                    && (spares == 0 || isLate(order, machines, copies));
        }).findFirst().orElse("none");
        nearest = order(key, machines + spares);
    }

    Scenario world() {
        return world;
    }

    String key() {
        return key;
    }

    /** The machines, present or to come, from the one that is nearest to the key on. */
    List<Integer> nearest() {
        return nearest;
    }

    /** Whether somebody who comes later belongs to the nearest. */
    private static boolean isLate(List<Integer> order, int machines, int copies) {
        return order.stream().limit(copies).anyMatch(machine -> machine >= machines);
    }

    private static List<Integer> order(String key, int machines) {
        Comparator<Id> nearestFirst = Cluster.SLOTS.point(slot(key)).nearestFirst();
        return IntStream.range(0, machines).boxed()
                .sorted(Comparator.comparing(Story::id, nearestFirst)).toList();
    }

    private static Id id(int machine) {
        return Cluster.idOf(new Machine.Identity(machine, "node-" + machine));
    }

    private static Slot slot(String key) {
        return Cluster.SLOTS.slotOf(Key.of(key).id());
    }

    /** A member comes back with an empty disk before anybody had it replaced: it must not count. */
    static String newDisk(long seed) {
        Story story = new Story(seed, 3, 0, COPIES, List.of());
        Partition without = story.world.isolate(2);
        boolean written = story.world.put(0, story.key, "hello") instanceof Written;
        Machine loser = story.world.machine(1);
        loser.loseDisk(story.world.cluster().newDisk());
        story.world.isolate(0);
        story.world.world().network().heal(without);
        story.world.cluster().boot(loser);
        story.world.pass(Duration.ofSeconds(8));
        return story.contradiction(written, "hello", story.world.get(2, story.key));
    }

    /** Those who answered that a new member is in forget it in a crash, before it was durable. */
    static String decreeLost(long seed) {
        Story story = new Story(seed, 3, 1, COPIES, List.of());
        int newcomer = 3;
        int leaver = story.nearest.getLast();
        int other = story.nearest.stream().filter(machine -> machine != newcomer).findFirst().orElseThrow();
        int staying = story.nearest.stream().filter(machine -> machine != newcomer && machine != leaver
                && machine != other).findFirst().orElseThrow();
        story.world.put(0, story.key, "old");
        List<Integer> slow = List.of(leaver, other);
        slow.forEach(machine -> story.world.machine(machine).disk()
                .health(new DiskHealth(Duration.ofMinutes(5), 0, 0)));
        story.world.cluster().boot(story.world.machine(newcomer));
        story.within(Duration.ofSeconds(30), () -> story.isActive(newcomer, 2) && story.isActive(staying, 2));
        boolean written = story.world.put(staying, story.key, "new") instanceof Written;
        slow.forEach(machine -> story.world.machine(machine).crash());
        story.cutApart(Set.copyOf(slow));
        slow.forEach(machine -> story.world.machine(machine).disk().health(DiskHealth.GOOD));
        story.world.cluster().bootAll();
        story.world.pass(Duration.ofSeconds(8));
        return story.contradiction(written, "new", story.world.get(leaver, story.key));
    }

    /** Two members hold each other for lost and see different newcomers; the third one accepts what both decide. */
    static String twoWills(long seed) {
        Story story = new Story(seed, 3, 2, COPIES, List.of());
        SimulatedNetwork network = story.world.world().network();
        network.cut((from, to) -> !isPair(from, to, 0, 1) && !isPair(from, to, 1, 2) && !isPair(from, to, 0, 3)
                && !isPair(from, to, 2, 4));
        story.world.pass(SimulatedNodes.SLOTS.replaceAfter().plusSeconds(5));
        story.world.cluster().boot(story.world.machine(3));
        story.world.cluster().boot(story.world.machine(4));
        network.weather(new NetworkWeather(Duration.ofMillis(50), 0, 0, 0, 0));
        if (!story.within(Duration.ofSeconds(30), () -> story.decree(1).isPresent())) {
            return "";
        }
        int proposer = story.decree(1).orElseThrow().members().contains(story.world.machine(3).member()) ? 0 : 2;
        network.cut((from, to) -> isPair(from, to, proposer, 1));
        story.world.pass(Duration.ofSeconds(5));
        return story.contradiction(false, "", story.world.get(1, story.key));
    }

    /** A newcomer warmed up, was cut off, and comes back when the key has been deleted and forgotten. */
    static String warmUpKept(long seed) {
        Story story = new Story(seed, 1, 2, 1, List.of(2, 1, 0));
        story.world.put(0, story.key, "hello");
        story.world.cluster().boot(story.world.machine(2));
        if (!story.within(Duration.ofSeconds(20), () -> story.holds(2))) {
            return "";
        }
        Partition alone = story.world.isolate(2);
        boolean deleted = story.world.delete(0, story.key) instanceof Written;
        story.restart(0);
        story.world.cluster().boot(story.world.machine(1));
        story.within(Duration.ofSeconds(20), () -> story.isActive(1, 2));
        story.world.pass(UNTIL_FORGOTTEN);
        story.world.world().network().heal(alone);
        story.within(Duration.ofSeconds(30), () -> story.isActive(2, 3));
        return story.contradiction(deleted, "nothing", story.world.get(2, story.key));
    }

    /** A member misses a delete of the present epoch, just before those of the epoch before are forgotten. */
    static String presentForgotten(long seed) {
        Story story = new Story(seed, 3, 1, COPIES, List.of());
        story.world.cluster().boot(story.world.machine(3));
        List<Integer> members = story.nearest.subList(0, COPIES);
        story.within(Duration.ofSeconds(30), () -> members.stream().allMatch(member -> story.isActive(member, 2)));
        boolean written = story.world.put(members.getFirst(), story.key, "hello") instanceof Written;
        story.world.pass(SimulatedNodes.SLOTS.forgetAfter().minusSeconds(5));
        Partition without = story.world.isolate(members.getLast());
        boolean deleted = story.world.delete(members.getFirst(), story.key) instanceof Written;
        story.world.pass(Duration.ofSeconds(7));
        story.world.world().network().heal(without);
        story.world.isolate(members.get(1));
        return story.contradiction(written && deleted, "nothing", story.world.get(members.getLast(), story.key));
    }

    /** A gateway learns nothing of its write until the key has been deleted and forgotten. */
    static String lateRetry(long seed) {
        Story story = new Story(seed, 1, 2, 1, List.of(1, 0, 2));
        story.world.cluster().boot(story.world.machine(2));
        story.world.until(() -> {
            story.world.machine(2).askReadiness();
            return story.world.machine(2).isReady();
        });
        story.world.pass(Duration.ofSeconds(5));
        story.world.machine(0).disk().health(new DiskHealth(Duration.ofMillis(100), 0, 0));
        story.world.world().network().weather(new NetworkWeather(Duration.ofMillis(20), 0, 0, 0, 0));
        Mutation put = story.world.mutation(new Effect.Put(Scenario.body("hello"), null));
        CompletableFuture<WriteOutcome> writing = story.world.machine(2).node().orElseThrow()
                .write(Key.of(story.key), put, Call.within(LONG));
        story.within(Duration.ofSeconds(5), () -> story.isWriting(0));
        story.world.world().network().cut((from, to) -> from == 0 && to == 2);
        story.world.machine(2).freeze(LONG);
        story.world.pass(Duration.ofSeconds(1));
        boolean seen = textOf(story.world.get(0, story.key)).equals("hello");
        boolean deleted = story.world.delete(0, story.key) instanceof Written;
        story.world.cluster().boot(story.world.machine(1));
        story.within(Duration.ofSeconds(20), () -> story.isActive(1, 2));
        story.world.pass(UNTIL_FORGOTTEN);
        story.world.world().network().calm();
        story.world.machine(2).wake();
        story.within(Duration.ofSeconds(20), writing::isDone);
        return story.contradiction(seen && deleted, "nothing", story.world.get(1, story.key));
    }

    /** A gateway learns nothing of its write until so many others followed it that the record has forgotten it. */
    static String retryBehindOthers(long seed) {
        Story story = new Story(seed, 2, 0, 1, List.of(0, 1));
        story.world.put(1, story.key, "old");
        story.world.machine(0).disk().health(new DiskHealth(Duration.ofMillis(100), 0, 0));
        story.world.world().network().weather(new NetworkWeather(Duration.ofMillis(20), 0, 0, 0, 0));
        Mutation put = story.world.mutation(new Effect.Put(Scenario.body("hello"), null));
        CompletableFuture<WriteOutcome> writing = story.world.machine(1).node().orElseThrow()
                .write(Key.of(story.key), put, Call.within(LONG));
        story.within(Duration.ofSeconds(5), () -> story.reads(0, "hello"));
        Partition unheard = (from, to) -> from == 0 && to == 1;
        story.world.world().network().cut(unheard);
        story.world.machine(0).disk().health(DiskHealth.GOOD);
        story.within(Duration.ofSeconds(1), () -> story.holds(0, "hello"));
        String last = "";
        for (int i = 0; i <= Lineage.REMEMBERED; i++) {
            last = "later-" + i;
            if (!(story.world.put(0, story.key, last) instanceof Written)) {
                return "";
            }
        }
        story.restart(0);
        story.world.world().network().heal(unheard);
        story.within(Duration.ofSeconds(20), writing::isDone);
        return story.contradiction(true, last, story.world.get(0, story.key));
    }

    /** A node is started again, and its clock shows the very moment of an earlier write. */
    static String clockSetBack(long seed) {
        Story story = new Story(seed, 1, 0, 1, List.of());
        Machine machine = story.world.machine(0);
        Instant moment = machine.clock().wallTime();
        boolean written = story.world.put(0, story.key, "one") instanceof Written;
        story.restart(0);
        story.world.pass(Duration.ofSeconds(1));
        machine.clock().step(Duration.between(machine.clock().wallTime(), moment));
        Mutation again = story.world.mutation(new Effect.Put(Scenario.body("two"), null));
        CompletableFuture<WriteOutcome> writing = machine.node().orElseThrow().write(Key.of(story.key), again,
                Call.within(LONG));
        written &= story.within(LONG, writing::isDone) && writing.getNow(null) instanceof Written;
        return story.contradiction(written, "two", story.world.get(0, story.key));
    }

    private static boolean isPair(int from, int to, int a, int b) {
        return (from == a && to == b) || (from == b && to == a);
    }

    private void cutApart(Set<Integer> group) {
        world.world().network().cut((from, to) -> group.contains(from) != group.contains(to));
    }

    /** Whether a process has written the row, durably or not. */
    private boolean isWriting(int machine) {
        RowName row = new RowName(DurableRows.nameOf(slot(key), Key.of(key)));
        return world.machine(machine).disk().visible().containsKey(row);
    }

    /** Whether the row of a process, durable or not, has this value. */
    boolean reads(int machine, String value) {
        byte[] row = world.machine(machine).disk().visible().get(new RowName(DurableRows.nameOf(slot(key),
                Key.of(key))));
        return row != null && DurableRows.read(row).filter(record -> new String(record.body().value().array(),
                StandardCharsets.UTF_8).equals(value)).isPresent();
    }

    /** A process ends and another begins, which knows nothing of what the first had in memory. */
    void restart(int machine) {
        world.machine(machine).crash();
        world.cluster().boot(world.machine(machine));
    }

    /** Whether the durable row of a machine has this value. */
    boolean holds(int machine, String value) {
        return world.cluster().durable(world.machine(machine), Key.of(key))
                .filter(record -> new String(record.body().value().array(), StandardCharsets.UTF_8).equals(value))
                .isPresent();
    }

    boolean holds(int machine) {
        return world.cluster().durable(world.machine(machine), Key.of(key)).isPresent();
    }

    /** What a machine has accepted about the next members, if that is not decided as far as it knows. */
    private Optional<Decree> decree(int machine) {
        return world.cluster().state(world.machine(machine), slot(key)).map(SlotState::accepted);
    }

    boolean isActive(int machine, int epoch) {
        return world.cluster().state(world.machine(machine), slot(key)).filter(state -> state.isActiveIn(epoch))
                .isPresent();
    }

    /** Lets time pass until something holds, or so much has passed; says whether it came to hold. */
    boolean within(Duration bound, BooleanSupplier holds) {
        long end = world.world().scheduler().nowNanos() + bound.toNanos();
        while (world.world().scheduler().nowNanos() < end) {
            if (holds.getAsBoolean()) {
                return true;
            }
            world.pass(Duration.ofMillis(5));
        }
        return false;
    }

    /** What is wrong with a read after something had been acknowledged; a read without an answer is not wrong. */
    String contradiction(boolean acknowledged, String expected, ReadOutcome outcome) {
        List<String> found = world.world().findings().all();
        if (!found.isEmpty()) {
            return found.stream().collect(Collectors.joining("\n"));
        }
        boolean isWrong = acknowledged && outcome instanceof Read && !textOf(outcome).equals(expected);
        return isWrong ? "reads " + textOf(outcome) + " where " + expected + " was acknowledged" : "";
    }

    static String textOf(ReadOutcome outcome) {
        return switch (outcome) {
            case Read(var value) -> value.map(found -> new String(found.body().value().array(),
                    StandardCharsets.UTF_8)).orElse("nothing");
            case NotApplied(var reason) -> reason.toString();
        };
    }
}
