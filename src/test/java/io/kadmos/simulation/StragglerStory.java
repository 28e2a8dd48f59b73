package io.kadmos.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.register.Mutation.Effect;
import io.kadmos.dht.register.WriteOutcome;

/**
 * One of five replicas accepted a write of which nobody else heard. Then a new epoch begins with the same members,
 * while the network falls apart so that two majorities, which share one replica, take over for themselves: one of them
 * comes to hold the straggler, the other knows nothing of it.
 */
final class StragglerStory {

    private static final int COPIES = 5;
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private final Story story;
    private final List<Integer> with;
    private final List<Integer> without;
    private final int bridge;

    private StragglerStory(long seed) {
        story = new Story(SimulationOptions.calm(seed, COPIES).withSpares(0, COPIES), List.of());
        with = story.nearest().subList(0, 2);
        bridge = story.nearest().get(2);
        without = story.nearest().subList(3, COPIES);
    }

    /** It is read by those who have it, and then is not there for the others. */
    static String readByThoseWhoHaveIt(long seed) {
        StragglerStory it = new StragglerStory(seed);
        if (!it.isHeldByAMajority(true)) {
            return "";
        }
        String read = Story.textOf(it.story.world().get(it.with.getFirst(), it.story.key()));
        String readLater = Story.textOf(it.story.world().get(it.without.getFirst(), it.story.key()));
        return read.equals("straggler") && readLater.equals("nothing")
                ? "a value was read, and then was not there any more, though nobody deleted it"
                : it.story.contradiction(false, "", it.story.world().get(it.bridge, it.story.key()));
    }

    /** A majority of the new epoch says that there is nothing; then it is there all the same. */
    static String deniedByThoseWhoDoNot(long seed) {
        StragglerStory it = new StragglerStory(seed);
        if (!it.isHeldByAMajority(false)) {
            return "";
        }
        boolean isDenied = Story.textOf(it.story.world().get(it.without.getFirst(), it.story.key())).equals("nothing");
        return it.story.contradiction(isDenied, "nothing",
                it.story.world().get(it.with.getFirst(), it.story.key()));
    }

    /** Comes to the second epoch; whether that is what came of it which was wanted. */
    private boolean isHeldByAMajority(boolean wanted) {
        Scenario world = story.world();
        twoTombstones();
        world.pass(SimulatedNodes.SLOTS.forgetAfter().minusSeconds(10));
        int writer = with.getFirst();
        world.world().network().weather(new NetworkWeather(Duration.ofMillis(20), 0, 0, 0, 0));
        CompletableFuture<WriteOutcome> writing = world.machine(writer).node().orElseThrow().write(
                Key.of(story.key()), world.mutation(new Effect.Put(Scenario.body("straggler"), null)),
                Call.within(DEADLINE));
        world.pass(Duration.ofMillis(4));
        world.world().network().cut((from, to) -> from == writer);
        world.join(writing);
        boolean isAlone = story.nearest().stream().filter(story::holds).toList().equals(List.of(writer));
        world.world().network().calm();
        Slot slot = Cluster.SLOTS.slotOf(Key.of(story.key()).id());
        if (!isAlone || !story.within(Duration.ofMinutes(2),
                () -> world.cluster().configurations(slot).getFirst().epoch() == 2)) {
            return false;
        }
        world.world().network().cut((from, to) -> isAcross(from, to) || isAcross(to, from));
        boolean isActive = story.within(Duration.ofSeconds(3),
                () -> story.nearest().stream().allMatch(machine -> story.isActive(machine, 2)));
        Set<Integer> holders = Set.copyOf(story.nearest().stream().filter(story::holds).toList());
        return isActive && holders.containsAll(with) && without.stream().noneMatch(holders::contains)
                && holders.contains(bridge) == wanted;
    }

    private boolean isAcross(int from, int to) {
        return with.contains(from) && without.contains(to);
    }

    /** What makes the slot begin a new epoch after a while. */
    private void twoTombstones() {
        Slot slot = Cluster.SLOTS.slotOf(Key.of(story.key()).id());
        IntStream.range(0, 10_000).mapToObj(i -> "other-" + i)
                .filter(other -> Cluster.SLOTS.slotOf(Key.of(other).id()).equals(slot)).limit(2).forEach(other -> {
                    story.world().put(bridge, other, "x");
                    story.world().delete(bridge, other);
                });
    }
}
