package io.kadmos.simulation;

import static io.kadmos.simulation.Facts.areActive;
import static io.kadmos.simulation.Facts.hasBegun;
import static io.kadmos.simulation.Facts.onlyHold;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.kadmos.dht.register.Conditions;

/**
 * One of five replicas accepted a write of which the others did not hear. Then a new epoch begins with the same
 * members, while the network falls apart so that two majorities, which share one replica, take over for themselves: one
 * of them comes to hold the straggler, the other knows nothing of it.
 */
final class StragglerStory {

    private static final int COPIES = 5;
    private static final Duration SLOW_DATAGRAMS = Duration.ofMillis(20);

    private final Story story;
    /** The majority that comes to hold the straggler, without the bridge. */
    private final List<Integer> with;
    /** The majority that does not, without the bridge. */
    private final List<Integer> without;
    /** The replica that both majorities have. */
    private final int bridge;

    private StragglerStory(Story story) {
        this.story = story;
        with = story.nearest().subList(0, 2);
        bridge = story.nearest().get(2);
        without = story.nearest().subList(3, COPIES);
    }

    private static Ending tell(long seed, Consumer<StragglerStory> tale) {
        return Story.tell(SimulationOptions.calm(seed, COPIES).withSpares(0, COPIES),
                story -> tale.accept(new StragglerStory(story)));
    }

    /** The straggler is read through a replica that has it, and then must be there for the others, too. */
    static Ending readWhereItIs(long seed) {
        return tell(seed, it -> {
            it.takesOver(Stream.concat(it.with.stream(), Stream.of(it.bridge)).toList());
            it.story.find(it.with.getFirst(), "straggler");
            it.story.mayOnlyRead(it.without.getFirst(), "straggler");
        });
    }

    /** A majority of the new epoch says that there is nothing: then there must be nothing for the others, too. */
    static Ending deniedWhereItIsNot(long seed) {
        return tell(seed, it -> {
            it.takesOver(it.with);
            it.story.find(it.without.getFirst(), "nothing");
            it.story.mayOnlyRead(it.with.getFirst(), "nothing");
        });
    }

    /** Comes to the second epoch, in which these replicas hold the straggler. */
    private void takesOver(List<Integer> holders) {
        makeTwoTombstones();
        story.pass(SimulatedNodes.SLOTS.forgetAfter().minusSeconds(10));
        int writer = with.getFirst();
        story.slowNetwork(SLOW_DATAGRAMS);
        Story.Writing writing = story.beginPut(writer, "straggler", Conditions.NONE, Scenario.TIMEOUT);
        story.pass(Duration.ofMillis(4));
        story.cut((from, to) -> from == writer);
        story.answer(writing.outcome());
        story.expect(onlyHold(List.of(writer)));
        story.calm();
        story.within(Duration.ofMinutes(2), hasBegun(2));
        story.cut((from, to) -> isAcross(from, to) || isAcross(to, from));
        story.within(Duration.ofSeconds(3), areActive(story.nearest(), 2));
        story.expect(onlyHold(holders));
    }

    private boolean isAcross(int from, int to) {
        return with.contains(from) && without.contains(to);
    }

    /** Tombstones are why the slot begins a new epoch after a while. */
    private void makeTwoTombstones() {
        story.otherKeys(2).forEach(other -> {
            story.put(bridge, other, "x");
            story.delete(bridge, other);
        });
    }
}
