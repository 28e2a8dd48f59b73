package io.kadmos.simulation;

import static io.kadmos.simulation.Facts.hasLeft;
import static io.kadmos.simulation.Facts.isServing;
import static io.kadmos.simulation.Facts.isSettled;
import static io.kadmos.simulation.Facts.mayRollBack;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.kadmos.dht.register.ReadOutcome;

/** Stories of members that come back with another disk, or with their own as it was earlier. */
final class DiskStories {

    private static final int MACHINES = 3;
    private static final Duration LONGEST_MOVE = Duration.ofSeconds(60);

    private DiskStories() {}

    /** A member comes back with an empty disk before another node has taken its place: it must not count. */
    static Ending newDisk(long seed) {
        return Story.tell(SimulationOptions.calm(seed, MACHINES), story -> {
            Partition without = story.isolate(2);
            story.put(0, "hello");
            story.loseDisk(1);
            story.isolate(0);
            story.heal(without);
            story.boot(1);
            story.pass(Duration.ofSeconds(8));
            story.mayOnlyRead(2, "hello");
        });
    }

    /** A member's disk is put back to before a write that only one of the others has. */
    static Ending putBackToBeforeAWrite(long seed) {
        return Story.tell(SimulationOptions.calm(seed, MACHINES), story -> {
            story.put(0, "old");
            story.pass(Duration.ofSeconds(1));
            story.takeSnapshot(1);
            story.put(0, "another key", "later");
            story.within(Duration.ofSeconds(20), mayRollBack(1));
            Partition without = story.isolate(2);
            story.put(0, "new");
            story.rollBack(1);
            story.isolate(0);
            story.heal(without);
            story.boot(1);
            story.pass(Duration.ofSeconds(8));
            story.mayOnlyRead(2, "new");
        });
    }

    /**
     * A disk is put back to when its node was the only member of every slot, because the others had left for a while;
     * and the node does not reach them in the first moment.
     */
    static Ending putBackToWhenItWasAlone(long seed) {
        return Story.tell(SimulationOptions.calm(seed, MACHINES), story -> {
            story.put(0, "old");
            story.drain(1);
            story.within(LONGEST_MOVE, hasLeft(1));
            story.drain(2);
            story.within(LONGEST_MOVE, hasLeft(2));
            story.takeSnapshot(0);
            story.boot(1, 2);
            story.within(LONGEST_MOVE, isSettled());
            story.put(1, "new");
            story.rollBack(0);
            Partition alone = story.isolate(0);
            story.boot(0);
            story.within(Duration.ofMillis(500), isServing(0));
            CompletableFuture<ReadOutcome> reading = story.beginGet(0);
            story.pass(Duration.ofMillis(100));
            story.heal(alone);
            story.mayOnlyAnswer(reading, "new");
        });
    }
}
