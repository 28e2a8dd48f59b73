package io.kadmos.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.node.Consistency;
import io.kadmos.dht.node.Node;
import io.kadmos.dht.register.Mutation.Effect;
import io.kadmos.dht.register.Read;
import io.kadmos.dht.register.WriteOutcome;
import io.kadmos.dht.register.Written;

/** A member that is gone costs an operation moments, never its whole deadline. */
class PromptnessTest {

    private static final Duration MOMENTS = Duration.ofMillis(400);
    private static final int KEYS = 20;
    private static final int ROUNDS = 200;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void rivalsDoNotWaitForAMemberThatIsGone(long seed) {
        Scenario scenario = new Scenario(SimulationOptions.calm(seed, 5).withSpares(0, 3));
        scenario.pass(Duration.ofSeconds(3));
        scenario.machine(2).crash();
        Map<String, CompletableFuture<WriteOutcome>> writes = new TreeMap<>();
        List<String> late = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (int gateway : new int[]{0, 1, 3, 4}) {
                String name = "write " + round + " through node-" + gateway;
                CompletableFuture<WriteOutcome> write = scenario.machine(gateway).node().orElseThrow().write(
                        Key.of("key-" + round % KEYS), scenario.mutation(new Effect.Put(Scenario.body(name), null)),
                        Call.within(Scenario.TIMEOUT));
                writes.put(name, write);
                scenario.world().scheduler().after(MOMENTS.toNanos(), () -> {
                    if (!write.isDone()) {
                        late.add(name);
                    }
                });
            }
            scenario.pass(Duration.ofMillis(20));
        }
        scenario.pass(MOMENTS);
        assertThat(late).isEmpty();
        assertThat(writes.values()).allMatch(write -> write.getNow(null) instanceof Written);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aGatewayThatWasSlowWhenItStartedDoesNotWaitForAMemberThatFallsSilent(int silent) {
        Scenario scenario = new Scenario(5, 3);
        scenario.put(1, "greeting", "hello");
        scenario.machine(1).crash();
        scenario.network().weather(new NetworkWeather(Duration.ofMillis(250), 0, 0, 0, 0));
        scenario.cluster().boot(scenario.machine(1));
        scenario.untilReady();
        scenario.network().calm();
        scenario.machine(silent).freeze(Duration.ofSeconds(10));
        long begin = scenario.world().scheduler().nowNanos();
        assertThat(scenario.get(1, "greeting")).isInstanceOf(Read.class);
        assertThat(scenario.world().scheduler().nowNanos() - begin).isLessThan(MOMENTS.multipliedBy(2).toNanos());
    }

    @Test
    void aGatewayThatMissedAMoveFindsTheNewMemberWhenTheOldOneIsGone() {
        Story story = new Story(SimulationOptions.calm(3, 2).withSpares(1, 1), List.of(2, 0, 1));
        story.put(1, "old");
        story.boot(2);
        story.untilReady();
        Partition alone = story.isolate(1);
        story.within(Duration.ofSeconds(40), Facts.isActive(2, 2));
        story.crash(0);
        story.heal(alone);
        Story.Writing writing = story.beginPut(1, "new");
        story.within(Duration.ofSeconds(1), writing.isAcknowledged());
    }

    @Test
    void aGatewayWithoutAMajorityAnswersWhenTheTimeIsOver() {
        Scenario scenario = new Scenario(4, 3);
        scenario.put(0, "greeting", "hello");
        scenario.machine(1).crash();
        scenario.machine(2).crash();
        Node gateway = scenario.machine(0).node().orElseThrow();
        Key key = Key.of("greeting");
        for (int millis = 1_000; millis < 2_000; millis += 100) {
            Duration timeout = Duration.ofMillis(millis);
            List<CompletableFuture<?>> operations = List.of(
                    gateway.get(key, Consistency.LINEARIZABLE, Call.within(timeout)),
                    gateway.write(key, scenario.mutation(new Effect.Put(Scenario.body("new"), null)),
                            Call.within(timeout)),
                    gateway.list(Cluster.SLOTS.slotOf(key.id()), null, Call.within(timeout)));
            scenario.pass(timeout.plusMillis(1));
            assertThat(operations).as("after %s", timeout).allMatch(CompletableFuture::isDone);
        }
    }
}
