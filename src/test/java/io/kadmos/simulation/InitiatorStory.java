package io.kadmos.simulation;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.storage.DurableRows;

/**
 * The initiator decides how the cluster begins, and loses its disk before anybody has heard of it. It forms the cluster
 * once more; then the first offer arrives at a member that has agreed to the second forming, but does not know its end.
 */
final class InitiatorStory {

    private static final NetworkWeather VERY_SLOW = new NetworkWeather(Duration.ofSeconds(6), 0, 0, 0, 0);
    private static final RowName BEGINNING = new RowName(DurableRows.nameOfFormation());
    private static final RowName INITIATOR = new RowName(DurableRows.nameOfInitiator());

    private final World world;
    private final Cluster cluster;
    private final Machine initiator;
    private final Machine prompt;
    private final Machine late;

    private InitiatorStory(long seed) {
        SeedRuns.silenceNodes();
        world = new World(seed);
        cluster = new Cluster(world, SimulationOptions.calm(seed, 3));
        List<Machine> bySmallestId = cluster.machines().stream()
                .sorted(Comparator.comparing(machine -> Cluster.idOf(machine.identity()))).toList();
        initiator = bySmallestId.get(0);
        prompt = bySmallestId.get(1);
        late = bySmallestId.get(2);
    }

    /** An offer of the first forming arrives when the second is under way. */
    static String lateOffer(long seed) {
        return new InitiatorStory(seed).tell();
    }

    private String tell() {
        cluster.bootAll();
        within(Duration.ofSeconds(20), () -> fact(initiator, BEGINNING) != null);
        world.network().weather(VERY_SLOW);
        pass(Duration.ofMillis(300));
        if (fact(prompt, BEGINNING) != null || fact(late, BEGINNING) != null) {
            return "";
        }
        byte @Nullable [] firstInitiator = fact(late, INITIATOR);
        initiator.loseDisk(cluster.newDisk());
        world.network().calm();
        cluster.boot(initiator);
        within(Duration.ofSeconds(1), () -> !Arrays.equals(firstInitiator, fact(late, INITIATOR)));
        pass(Duration.ofMillis(2));
        world.network().cut((from, to) -> to == late.index());
        within(Duration.ofSeconds(10), () -> fact(prompt, BEGINNING) != null);
        pass(Duration.ofSeconds(40));
        byte @Nullable [] one = fact(prompt, BEGINNING);
        byte @Nullable [] other = fact(late, BEGINNING);
        return one != null && other != null && !Arrays.equals(one, other) ? "one cluster began twice" : "";
    }

    private static byte @Nullable [] fact(Machine machine, RowName name) {
        return machine.disk().durable().get(name);
    }

    private void pass(Duration duration) {
        world.scheduler().runUntil(world.scheduler().nowNanos() + duration.toNanos());
    }

    private void within(Duration bound, BooleanSupplier holds) {
        long end = world.scheduler().nowNanos() + bound.toNanos();
        while (world.scheduler().nowNanos() < end && !holds.getAsBoolean()) {
            pass(Duration.ofMillis(1));
        }
    }
}
