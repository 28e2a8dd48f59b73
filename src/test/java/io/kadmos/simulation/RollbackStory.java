package io.kadmos.simulation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.node.Consistency;
import io.kadmos.dht.register.ReadOutcome;
import io.kadmos.dht.register.Written;

/** A member's disk is put back to an earlier time, and clients ask it at once. */
final class RollbackStory {

    private static final int MACHINES = 3;
    private static final Duration LONGEST_MOVE = Duration.ofSeconds(60);

    private final Story story;
    private final Scenario world;

    private RollbackStory(long seed) {
        story = new Story(seed, MACHINES, 0, MACHINES, List.of());
        world = story.world();
    }

    /** It is put back to before a write that only one of the others has. */
    static String beforeAWrite(long seed) {
        return new RollbackStory(seed).tellOfAWrite();
    }

    private String tellOfAWrite() {
        Machine victim = world.machine(1);
        world.put(0, story.key(), "old");
        world.pass(Duration.ofSeconds(1));
        victim.disk().takeSnapshot();
        world.put(0, "another key", "later");
        story.within(Duration.ofSeconds(20), () -> world.cluster().mayRollBack(victim));
        Partition without = world.isolate(2);
        boolean written = world.put(0, story.key(), "new") instanceof Written;
        victim.rollBack(world.cluster().newDisk());
        world.isolate(0);
        world.world().network().heal(without);
        world.cluster().boot(victim);
        world.pass(Duration.ofSeconds(8));
        return story.contradiction(written, "new", world.get(2, story.key()));
    }

    /**
     * It is put back to when its node was the only member of every slot, because the others had left for a while; and
     * it does not reach them in the first moment.
     */
    static String whenItWasAlone(long seed) {
        return new RollbackStory(seed).tellOfSolitude();
    }

    private String tellOfSolitude() {
        Machine victim = world.machine(0);
        world.put(0, story.key(), "old");
        boolean isAlone = leaves(world.machine(1)) && leaves(world.machine(2));
        victim.disk().takeSnapshot();
        world.cluster().boot(world.machine(1));
        world.cluster().boot(world.machine(2));
        boolean isSettled = story.within(LONGEST_MOVE, world.cluster()::isSettled);
        boolean written = world.put(1, story.key(), "new") instanceof Written;
        victim.rollBack(world.cluster().newDisk());
        Partition unreached = world.isolate(0);
        world.cluster().boot(victim);
        story.within(Duration.ofMillis(500), victim::isServing);
        CompletableFuture<ReadOutcome> reading = victim.node().orElseThrow().get(Key.of(story.key()),
                Consistency.LINEARIZABLE, Call.within(Scenario.TIMEOUT));
        world.pass(Duration.ofMillis(100));
        world.world().network().heal(unreached);
        return isAlone && isSettled ? story.contradiction(written, "new", world.join(reading)) : "";
    }

    private boolean leaves(Machine machine) {
        machine.drain(() -> {
            machine.depart();
            machine.crash();
        });
        return story.within(LONGEST_MOVE, () -> machine.hasDeparted() && world.cluster().isSettled());
    }
}
