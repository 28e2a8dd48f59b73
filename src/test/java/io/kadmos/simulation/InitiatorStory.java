package io.kadmos.simulation;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.storage.DurableRows;

/**
 * The initiator decides how the cluster begins, and loses its disk before any other node has heard of it. It forms the
 * cluster once more; then the first offer arrives at a member that has agreed to the second forming, but does not know
 * its end.
 */
final class InitiatorStory {

    private static final int MACHINES = 3;
    private static final Duration VERY_SLOW = Duration.ofSeconds(6);
    private static final RowName BEGINNING = new RowName(DurableRows.nameOfFormation());
    private static final RowName INITIATOR = new RowName(DurableRows.nameOfInitiator());

    private final Story story;
    private final int initiator;
    private final int prompt;
    private final int late;

    private InitiatorStory(Story story) {
        this.story = story;
        List<Integer> bySmallestId = IntStream.range(0, MACHINES).boxed()
                .sorted(Comparator.comparing(machine -> Cluster.idOf(story.machine(machine).identity()))).toList();
        initiator = bySmallestId.get(0);
        prompt = bySmallestId.get(1);
        late = bySmallestId.get(2);
    }

    /** An offer of the first forming arrives when the second is under way. */
    static Ending lateOffer(long seed) {
        return Story.tellFromTheForming(SimulationOptions.calm(seed, MACHINES),
                story -> new InitiatorStory(story).tellOfALateOffer());
    }

    private void tellOfALateOffer() {
        story.bootAll();
        story.within(Duration.ofSeconds(20), knowsTheBeginning(initiator));
        story.slowNetwork(VERY_SLOW);
        story.pass(Duration.ofMillis(300));
        story.expect(knowsTheBeginning(prompt).not().and(knowsTheBeginning(late).not()));
        byte @Nullable [] firstInitiator = row(late, INITIATOR);
        story.loseDisk(initiator);
        story.calm();
        story.boot(initiator);
        story.within(Duration.ofSeconds(1), new Fact("node-" + late + " follows the initiator with its new disk",
                _ -> !Arrays.equals(firstInitiator, row(late, INITIATOR))));
        story.pass(Duration.ofMillis(2));
        Partition lateHearsNothing = story.cut((from, to) -> to == late);
        story.within(Duration.ofSeconds(10), knowsTheBeginning(prompt));
        story.pass(Duration.ofSeconds(40));
        onceAtMost();
        story.heal(lateHearsNothing);
        story.within(Duration.ofSeconds(20), knowsTheBeginning(late));
        onceAtMost();
    }

    private void onceAtMost() {
        byte @Nullable [] one = row(prompt, BEGINNING);
        byte @Nullable [] other = row(late, BEGINNING);
        if (one != null && other != null && !Arrays.equals(one, other)) {
            story.contradict("one cluster began twice");
        }
    }

    private Fact knowsTheBeginning(int machine) {
        return new Fact("node-" + machine + " knows how the cluster begins", _ -> row(machine, BEGINNING) != null);
    }

    private byte @Nullable [] row(int machine, RowName name) {
        return story.machine(machine).disk().durable().get(name);
    }
}
