package io.kadmos.simulation;

import static io.kadmos.simulation.Facts.areActive;
import static io.kadmos.simulation.Facts.hasWritten;

import java.time.Duration;
import java.util.Set;

import io.kadmos.dht.record.Version;
import io.kadmos.dht.register.Conditions;
import io.kadmos.dht.register.Conditions.Tags;

/**
 * Two gateways write one key at one time, each under a condition that only one of them can meet, and the replica that
 * promised to both forgets its promise in between. The first gateway is stopped while its promises are under way; the
 * proposals of the second are lost until the first has gone on, and sent again then.
 */
final class RivalStory {

    private static final Duration SLOW_DATAGRAMS = Duration.ofMillis(40);
    /** No datagram and its answer are faster than this; and by then a gateway has passed over a member that is late. */
    private static final Duration QUESTION = Duration.ofMillis(18);
    /** Until the third replica has confirmed the disk of the one that was restarted. */
    private static final Duration UNTIL_BELIEVED = Duration.ofMillis(600);

    private final Story story;
    private final int promiser;
    private final int second;
    private final int third;
    private final int first;

    /** The nearest three machines keep the key; the first gateway is the fourth. */
    private RivalStory(Story story) {
        this.story = story;
        promiser = story.nearest().get(0);
        second = story.nearest().get(1);
        third = story.nearest().get(2);
        first = story.nearest().get(3);
    }

    /** The promise is forgotten in a restart, in the second epoch. */
    static Ending forgottenInARestart(long seed) {
        return Story.tell(SimulationOptions.calm(seed, 3).withSpares(1, 3), story -> {
            RivalStory rivals = new RivalStory(story);
            story.boot(3);
            story.within(Duration.ofSeconds(40), areActive(story.nearest().subList(0, 3), 2));
            Conditions isAbsent = new Conditions(null, new Tags.Any());
            rivals.write(isAbsent, () -> story.restart(rivals.promiser));
        });
    }

    /** The promise is forgotten because the row is damaged, after it has left the memory. */
    static Ending forgottenWithADamagedRow(long seed) {
        return Story.tell(SimulationOptions.calm(seed, 4).withSpares(0, 3).withTinyCache(), story -> {
            RivalStory rivals = new RivalStory(story);
            Version old = story.put(rivals.first, "old");
            story.pass(Duration.ofSeconds(1));
            Conditions isOld = new Conditions(new Tags.OneOf(Set.of(old)), null);
            rivals.write(isOld, () -> {
                story.damage(rivals.promiser);
                story.get(rivals.promiser, "a key that takes the place of the other in memory");
            });
        });
    }

    private void write(Conditions condition, Runnable forget) {
        Partition thirdHearsNothing = story.cut((from, to) -> to == third && (from == first || from == second));
        story.slowNetwork(SLOW_DATAGRAMS);
        Story.Writing firstWriting = story.beginPut(first, "first", condition, Story.LONG);
        story.pass(QUESTION);
        story.freeze(first);
        Story.Writing secondWriting = story.beginPut(second, "second", condition, Story.LONG);
        story.pass(QUESTION);
        Partition secondIsUnheard = story.cut((from, to) -> from == second);
        story.within(Duration.ofSeconds(1), hasWritten(second, "second"));
        story.freeze(second);
        story.heal(thirdHearsNothing);
        story.fastNetwork();
        forget.run();
        story.pass(UNTIL_BELIEVED);
        story.wake(first);
        story.passUntil(firstWriting.isAnswered(), Duration.ofSeconds(1));
        story.heal(secondIsUnheard);
        story.wake(second);
        story.within(Duration.ofSeconds(20), firstWriting.isAnswered().and(secondWriting.isAnswered()));
        onlyOneMayBeApplied(firstWriting, secondWriting);
    }

    private void onlyOneMayBeApplied(Story.Writing firstWriting, Story.Writing secondWriting) {
        boolean isFirst = firstWriting.isAcknowledged().isTrueIn(story);
        boolean isSecond = secondWriting.isAcknowledged().isTrueIn(story);
        String read = story.read(third);
        if (isFirst && (isSecond || read.equals("second"))) {
            story.contradict("both writes were applied, of which one had to fail; there is " + read);
        }
    }
}
