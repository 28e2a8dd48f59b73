package io.kadmos.simulation;

import static io.kadmos.simulation.Facts.areActive;
import static io.kadmos.simulation.Facts.hasAccepted;
import static io.kadmos.simulation.Facts.hasBegun;
import static io.kadmos.simulation.Facts.holds;
import static io.kadmos.simulation.Facts.isActive;

import java.time.Duration;
import java.util.List;

/** Stories of slots whose members become others while machines are cut off, crash or miss what is decided. */
final class ChangeStories {

    private static final int COPIES = 3;
    /** Slow enough that a crash finds much that is not durable, and fast enough that a change comes about. */
    private static final Duration SLOW_SYNC = Duration.ofMillis(500);
    /** How long after the start of a newcomer the members are about to propose it: they have to want it for a while. */
    private static final Duration JUST_BEFORE_A_CHANGE = Duration.ofMillis(1_600);

    private ChangeStories() {}

    /** The members that answered that a newcomer is in forget it in a crash, before it was durable. */
    static Ending decreeLost(long seed) {
        int newcomer = 3;
        return Story.tell(SimulationOptions.calm(seed, 3).withSpares(1, COPIES), story -> {
            List<Integer> present = story.nearest().stream().filter(machine -> machine != newcomer).toList();
            int other = present.get(0);
            int staying = present.get(1);
            int leaver = present.get(2);
            story.put(0, "old");
            story.slowDisk(leaver, SLOW_SYNC);
            story.slowDisk(other, SLOW_SYNC);
            story.boot(newcomer);
            story.within(Duration.ofSeconds(30), areActive(List.of(newcomer, staying), 2));
            story.put(staying, "new");
            story.crash(leaver, other);
            List<Integer> forgetful = List.of(leaver, other);
            story.cut((from, to) -> forgetful.contains(from) != forgetful.contains(to));
            story.goodDisk(leaver);
            story.goodDisk(other);
            story.bootAll();
            story.pass(Duration.ofSeconds(8));
            story.mayOnlyRead(leaver, "new");
        });
    }

    /** Two members take each other for lost and see different newcomers; the third one accepts what both decide. */
    static Ending twoWills(long seed) {
        return Story.tell(SimulationOptions.calm(seed, 3).withSpares(2, COPIES), story -> {
            story.cut((from, to) -> !isPair(from, to, 0, 1) && !isPair(from, to, 1, 2) && !isPair(from, to, 0, 3)
                    && !isPair(from, to, 2, 4));
            story.pass(SimulatedNodes.SLOTS.replaceAfter().plusSeconds(5));
            story.boot(3, 4);
            story.slowNetwork(Duration.ofMillis(50));
            story.within(Duration.ofSeconds(30), hasAccepted(1));
            int proposer = hasAccepted(1, 3).isTrueIn(story) ? 0 : 2;
            story.cut((from, to) -> isPair(from, to, proposer, 1));
            story.pass(Duration.ofSeconds(5));
            story.read(1);
        });
    }

    private static boolean isPair(int from, int to, int a, int b) {
        return (from == a && to == b) || (from == b && to == a);
    }

    /** A newcomer warmed up, was cut off, and comes back when the key has been deleted and forgotten. */
    static Ending warmUpKept(long seed) {
        return Story.tell(SimulationOptions.calm(seed, 1).withSpares(2, 1), List.of(2, 1, 0), story -> {
            story.put(0, "hello");
            story.boot(2);
            story.within(Duration.ofSeconds(20), holds(2));
            Partition alone = story.isolate(2);
            story.delete(0);
            story.restart(0);
            story.boot(1);
            story.within(Duration.ofSeconds(20), isActive(1, 2));
            story.pass(Story.UNTIL_FORGOTTEN);
            story.heal(alone);
            story.within(Duration.ofSeconds(30), isActive(2, 3));
            story.mayOnlyRead(2, "nothing");
        });
    }

    /** A member misses a delete of the present epoch, just before those of the epoch before are forgotten. */
    static Ending presentForgotten(long seed) {
        return Story.tell(SimulationOptions.calm(seed, 3).withSpares(1, COPIES), story -> {
            List<Integer> members = story.nearest().subList(0, COPIES);
            int gateway = members.get(0);
            int missing = members.get(2);
            story.boot(3);
            story.within(Duration.ofSeconds(30), areActive(members, 2));
            story.put(gateway, "hello");
            story.pass(SimulatedNodes.SLOTS.forgetAfter().minusSeconds(5));
            Partition without = story.isolate(missing);
            story.delete(gateway);
            story.pass(Duration.ofSeconds(7));
            story.heal(without);
            story.isolate(members.get(1));
            story.mayOnlyRead(missing, "nothing");
        });
    }

    /**
     * A member is gone when a newcomer is about to take the place of another one, and then the newcomer is gone, too:
     * the two members that were there before both and still are must be enough.
     */
    static Ending goneBeforeAChange(long seed) {
        int newcomer = 3;
        return Story.tell(SimulationOptions.calm(seed, 3).withSpares(1, COPIES), story -> {
            List<Integer> present = story.nearest().stream().filter(machine -> machine != newcomer).toList();
            int gone = present.get(0);
            int gateway = present.get(1);
            story.put(gateway, "hello");
            story.boot(newcomer);
            story.pass(JUST_BEFORE_A_CHANGE);
            story.expect(hasBegun(1));
            story.crash(gone);
            story.pass(Duration.ofSeconds(5));
            story.crash(newcomer);
            story.pass(Duration.ofSeconds(1));
            story.mustRead(gateway, "hello");
        });
    }
}
