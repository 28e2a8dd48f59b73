package io.kadmos.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.register.Conditions;
import io.kadmos.dht.register.Conditions.Tags;
import io.kadmos.dht.register.Mutation;
import io.kadmos.dht.register.Mutation.Effect;
import io.kadmos.dht.register.WriteOutcome;
import io.kadmos.dht.register.Written;

/**
 * Two gateways write one key at one time, each under a condition that only one of them can meet, and the replica that
 * promised to both forgets its promise in between. The first gateway is stopped while its promises are under way; the
 * proposals of the second are lost until the first has gone on, and sent again then.
 */
final class RivalStory {

    private static final NetworkWeather SLOW = new NetworkWeather(Duration.ofMillis(40), 0, 0, 0, 0);
    /** No datagram and its answer are faster than this; and by then whoever is overdue has been passed over. */
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
    static String forgottenInARestart(long seed) {
        Story story = new Story(seed, 3, 1, 3, List.of());
        RivalStory rivals = new RivalStory(story);
        story.world().cluster().boot(story.world().machine(3));
        boolean isMoved = story.within(Duration.ofSeconds(40), () -> story.nearest().stream().limit(3)
                .allMatch(machine -> story.isActive(machine, 2)));
        Mutation create = story.world().mutation(put("first"), new Conditions(null, new Tags.Any()));
        Mutation createToo = story.world().mutation(put("second"), new Conditions(null, new Tags.Any()));
        return isMoved ? rivals.write(create, createToo, () -> story.restart(rivals.promiser)) : "";
    }

    /** The promise is forgotten because the row is damaged, after it has left the memory. */
    static String forgottenWithADamagedRow(long seed) {
        Story story = new Story(SimulationOptions.calm(seed, 4).withSpares(0, 3).withTinyCache(), List.of());
        RivalStory rivals = new RivalStory(story);
        if (!(story.world().put(rivals.first, story.key(), "old") instanceof Written(var old, _, _, _, _))) {
            return "";
        }
        story.world().pass(Duration.ofSeconds(1));
        Conditions isOld = new Conditions(new Tags.OneOf(Set.of(old)), null);
        return rivals.write(story.world().mutation(put("first"), isOld), story.world().mutation(put("second"), isOld),
                () -> {
                    story.world().machine(rivals.promiser).disk().rot();
                    story.world().get(rivals.promiser, "a key that takes the place of the other in memory");
                });
    }

    private static Effect put(String value) {
        return new Effect.Put(Scenario.body(value), null);
    }

    private String write(Mutation firstWrite, Mutation secondWrite, Runnable forget) {
        SimulatedNetwork network = story.world().world().network();
        Partition thirdHearsNothing = (from, to) -> to == third && (from == first || from == second);
        network.cut(thirdHearsNothing);
        network.weather(SLOW);
        CompletableFuture<WriteOutcome> firstWriting = begin(first, firstWrite);
        story.world().pass(QUESTION);
        story.world().machine(first).freeze(Story.LONG);
        CompletableFuture<WriteOutcome> secondWriting = begin(second, secondWrite);
        story.world().pass(QUESTION);
        Partition secondIsUnheard = (from, to) -> from == second;
        network.cut(secondIsUnheard);
        if (!story.within(Duration.ofSeconds(1), () -> story.reads(second, "second"))) {
            return "";
        }
        story.world().machine(second).freeze(Story.LONG);
        network.heal(thirdHearsNothing);
        network.weather(NetworkWeather.CALM);
        forget.run();
        story.world().pass(UNTIL_BELIEVED);
        story.world().machine(first).wake();
        story.within(Duration.ofSeconds(1), firstWriting::isDone);
        network.heal(secondIsUnheard);
        story.world().machine(second).wake();
        story.within(Duration.ofSeconds(20), () -> firstWriting.isDone() && secondWriting.isDone());
        boolean isFirst = firstWriting.getNow(null) instanceof Written;
        boolean isSecond = secondWriting.getNow(null) instanceof Written;
        String read = Story.textOf(story.world().get(third, story.key()));
        return isFirst && (isSecond || read.equals("second"))
                ? "both writes were applied, of which one had to fail; there is " + read
                : story.contradiction(false, "", story.world().get(third, story.key()));
    }

    private CompletableFuture<WriteOutcome> begin(int through, Mutation mutation) {
        return story.world().machine(through).node().orElseThrow().write(Key.of(story.key()), mutation,
                Call.within(Story.LONG));
    }
}
