package io.kadmos.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.node.Consistency;
import io.kadmos.dht.node.Node;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.Version;
import io.kadmos.dht.register.Conditions;
import io.kadmos.dht.register.Mutation.Effect;
import io.kadmos.dht.register.NotApplied;
import io.kadmos.dht.register.Read;
import io.kadmos.dht.register.ReadOutcome;
import io.kadmos.dht.register.WriteOutcome;
import io.kadmos.dht.register.Written;

/**
 * The language of stories: what happens to a calm cluster and one key, step by step. Time passes only while a step
 * waits. A step that does not come about ends the story, for what follows it would prove nothing; so does anything that
 * the invariants find to be wrong. At its end a story says what a client may see.
 */
final class Story {

    /** What a patient client gives its gateway: longer than tombstones are kept. */
    static final Duration LONG = Duration.ofSeconds(90);
    /** How long after a slot has begun a new epoch the tombstones of the epoch before are gone. */
    static final Duration UNTIL_FORGOTTEN = SimulatedNodes.SLOTS.forgetAfter().plusSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(5);

    private final Scenario scenario;
    private final Neighbourhood neighbourhood;

    private Story(Scenario scenario, Neighbourhood neighbourhood) {
        this.scenario = scenario;
        this.neighbourhood = neighbourhood;
    }

    /** A cluster that is ready, and a key for which some of the machines are near in this order. */
    Story(SimulationOptions options, List<Integer> leastOrder) {
        this(new Scenario(options), Neighbourhood.of(options, leastOrder));
    }

    /** Tells a story of a cluster that is ready. */
    static Ending tell(SimulationOptions options, Consumer<Story> tale) {
        return tell(options, List.of(), tale);
    }

    /** Tells a story of a cluster that is ready, and of a key for which some machines are near in this order. */
    static Ending tell(SimulationOptions options, List<Integer> leastOrder, Consumer<Story> tale) {
        return ending(() -> new Story(options, leastOrder), tale);
    }

    /** Tells a story of machines that have not been booted yet. */
    static Ending tellFromTheForming(SimulationOptions options, Consumer<Story> tale) {
        return ending(() -> new Story(Scenario.beforeForming(options), Neighbourhood.of(options, List.of())), tale);
    }

    private static Ending ending(Supplier<Story> beginning, Consumer<Story> tale) {
        try {
            Story story = beginning.get();
            tale.accept(story);
            story.checkFindings();
            return Ending.HELD;
        } catch (FoundError found) {
            return Ending.contradiction(String.valueOf(found.getMessage()));
        } catch (DidNotHappenError missing) {
            return Ending.didNotHappen(String.valueOf(missing.getMessage()));
        }
    }

    /** The machines, present or to come, the nearest to the key first. */
    List<Integer> nearest() {
        return neighbourhood.nearest();
    }

    /** Other keys of the key's slot. */
    List<String> otherKeys(int count) {
        return neighbourhood.otherKeys().limit(count).toList();
    }

    String key() {
        return neighbourhood.key();
    }

    Slot slot() {
        return neighbourhood.slot();
    }

    Cluster cluster() {
        return scenario.cluster();
    }

    Machine machine(int index) {
        return scenario.machine(index);
    }

    void boot(int... machines) {
        for (int machine : machines) {
            cluster().boot(machine(machine));
        }
    }

    void bootAll() {
        cluster().bootAll();
    }

    void untilReady() {
        scenario.untilReady();
    }

    void crash(int... machines) {
        for (int machine : machines) {
            machine(machine).crash();
        }
    }

    /** A process ends and another one begins, which knows nothing of what the first had in memory. */
    void restart(int machine) {
        crash(machine);
        boot(machine);
    }

    /** A node hands everything over, and its machine leaves for good when it has. */
    void drain(int machine) {
        Machine leaver = machine(machine);
        leaver.drain(() -> {
            leaver.depart();
            leaver.crash();
        });
    }

    void freeze(int machine) {
        machine(machine).freeze(LONG);
    }

    void wake(int machine) {
        machine(machine).wake();
    }

    void slowDisk(int machine, Duration sync) {
        machine(machine).disk().health(new DiskHealth(sync, 0, 0));
    }

    void goodDisk(int machine) {
        machine(machine).disk().health(DiskHealth.GOOD);
    }

    /** The process is gone, and a new disk is in the place of the old one. */
    void loseDisk(int machine) {
        machine(machine).loseDisk(cluster().newDisk());
    }

    void takeSnapshot(int machine) {
        machine(machine).disk().takeSnapshot();
    }

    /** The process is gone, and the disk is as it was when the snapshot was taken. */
    void rollBack(int machine) {
        machine(machine).rollBack(cluster().newDisk());
    }

    /** The row of the key, which is the only one on the disk, is damaged. */
    void damage(int machine) {
        machine(machine).disk().rot();
        expect(Facts.isDamaged(machine));
    }

    Instant wallTime(int machine) {
        return machine(machine).clock().wallTime();
    }

    void setClock(int machine, Instant time) {
        machine(machine).clock().step(Duration.between(wallTime(machine), time));
    }

    Partition isolate(int machine) {
        return scenario.isolate(machine);
    }

    Partition cut(Partition partition) {
        scenario.network().cut(partition);
        return partition;
    }

    void heal(Partition partition) {
        scenario.network().heal(partition);
    }

    void slowNetwork(Duration latency) {
        scenario.network().weather(new NetworkWeather(latency, 0, 0, 0, 0));
    }

    /** Datagrams are fast again; links that are cut stay cut. */
    void fastNetwork() {
        scenario.network().weather(NetworkWeather.CALM);
    }

    /** Datagrams are fast again, and no link is cut. */
    void calm() {
        scenario.network().calm();
    }

    /** A client writes the key and is told that the write is applied, and under which version. */
    Version put(int through, String value) {
        return put(through, key(), value);
    }

    /** A client writes any key and is told that the write is applied, and under which version. */
    Version put(int through, String key, String value) {
        return acknowledged("the put of " + value + " to " + key + " through node-" + through,
                scenario.put(through, key, value));
    }

    /** A client deletes the key and is told that the delete is applied. */
    void delete(int through) {
        delete(through, key());
    }

    /** A client deletes any key and is told that the delete is applied. */
    void delete(int through, String key) {
        var _ = acknowledged("the delete of " + key + " through node-" + through, scenario.delete(through, key));
    }

    private Version acknowledged(String write, WriteOutcome outcome) {
        checkFindings();
        if (outcome instanceof Written written) {
            return written.version();
        }
        throw new DidNotHappenError(write + " is acknowledged: " + outcome);
    }

    /** A patient client begins to write the key. */
    Writing beginPut(int through, String value) {
        return beginPut(through, value, Conditions.NONE, LONG);
    }

    /** A client begins to write the key under conditions, and waits for so long. */
    Writing beginPut(int through, String value, Conditions conditions, Duration timeout) {
        return new Writing("the put of " + value, node(through).write(Key.of(key()),
                scenario.mutation(new Effect.Put(Scenario.body(value), null), conditions), Call.within(timeout)));
    }

    /** A write that is under way. */
    record Writing(String write, CompletableFuture<WriteOutcome> outcome) {

        Fact isAnswered() {
            return new Fact(write + " has an answer", _ -> outcome.isDone());
        }

        Fact isAcknowledged() {
            return new Fact(write + " is acknowledged", _ -> outcome.getNow(null) instanceof Written);
        }
    }

    /** Waits until a client has an answer, whatever it is. */
    <T> T answer(CompletableFuture<T> operation) {
        return scenario.join(operation);
    }

    /** A client begins to read the key. */
    CompletableFuture<ReadOutcome> beginGet(int through) {
        return node(through).get(Key.of(key()), Consistency.LINEARIZABLE, Call.within(Scenario.TIMEOUT));
    }

    /** A client reads any key, whatever it finds. */
    void get(int through, String key) {
        scenario.get(through, key);
    }

    /** What a client reads of the key: the value, or "nothing", or why it has no answer. */
    String read(int through) {
        return text(answer(beginGet(through)));
    }

    /** A client reads the key and finds this. */
    void find(int through, String value) {
        String read = read(through);
        checkFindings();
        if (!read.equals(value)) {
            throw new DidNotHappenError("a client finds " + value + " through node-" + through + ": it reads " + read);
        }
    }

    private Node node(int machine) {
        return machine(machine).node().orElseThrow(() -> new DidNotHappenError("node-" + machine + " runs"));
    }

    void pass(Duration duration) {
        scenario.pass(duration);
        checkFindings();
    }

    /** Something comes to hold within a bound. */
    void within(Duration bound, Fact fact) {
        passUntil(fact, bound);
        if (!fact.isTrueIn(this)) {
            throw new DidNotHappenError("within " + bound + ": " + fact);
        }
    }

    /** Time passes until something comes to hold, but no longer than a bound: the story goes on either way. */
    void passUntil(Fact fact, Duration bound) {
        long end = scenario.world().scheduler().nowNanos() + bound.toNanos();
        while (!fact.isTrueIn(this) && scenario.world().scheduler().nowNanos() < end) {
            pass(LOOK);
        }
    }

    /** Something holds now. */
    void expect(Fact fact) {
        if (!fact.isTrueIn(this)) {
            throw new DidNotHappenError("by now: " + fact);
        }
    }

    /** A client that reads the key finds this, or has no answer: any other answer is wrong. */
    void mayOnlyRead(int through, String expected) {
        mayOnlyAnswer(beginGet(through), expected);
    }

    /** A read that is under way finds this, or has no answer: any other answer is wrong. */
    void mayOnlyAnswer(CompletableFuture<ReadOutcome> reading, String expected) {
        ReadOutcome outcome = answer(reading);
        if (outcome instanceof Read && !text(outcome).equals(expected)) {
            contradict("reads " + text(outcome) + " where " + expected + " was acknowledged");
        }
        checkFindings();
    }

    /** A client that reads the key finds this: any other answer is wrong, and so is none. */
    void mustRead(int through, String expected) {
        String read = read(through);
        if (!read.equals(expected)) {
            contradict("reads " + read + " through node-" + through + " where it must read " + expected);
        }
        checkFindings();
    }

    /** Something is wrong. */
    void contradict(String what) {
        scenario.world().findings().add(what);
        checkFindings();
    }

    private void checkFindings() {
        if (!scenario.world().findings().isEmpty()) {
            throw new FoundError(scenario.world().findings());
        }
    }

    private static String text(ReadOutcome outcome) {
        return switch (outcome) {
            case Read(var value) -> value.map(found -> new String(found.body().value().array(),
                    StandardCharsets.UTF_8)).orElse("nothing");
            case NotApplied(var reason) -> reason.toString();
        };
    }
}
