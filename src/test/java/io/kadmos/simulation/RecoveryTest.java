package io.kadmos.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.RecoveryOrder;
import io.kadmos.dht.record.RecoveryOrder.Intent;
import io.kadmos.dht.record.RecoveryOutcome;
import io.kadmos.dht.record.RecoveryOutcome.Refused;
import io.kadmos.dht.record.RecoveryOutcome.Report;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.register.NotApplied;
import io.kadmos.dht.register.Read;
import io.kadmos.dht.register.ReadOutcome;
import io.kadmos.dht.register.Written;

/** More disks are lost than any protocol survives, and an operator recovers what is left. */
class RecoveryTest {

    private static final int KEYS = 60;
    /** Until the other nodes suspect the nodes that are gone. */
    private static final Duration UNTIL_SUSPECT = Duration.ofSeconds(15);

    @Test
    void whatASurvivorHasIsThereAgainAndAllSlotsAreWholeInTheEnd() {
        Scenario scenario = writtenBy(5, 3);
        lose(scenario, 1, 2);
        Report preview = report(scenario, 0, new RecoveryOrder(Set.of(), Intent.PREVIEW));
        assertThat(preview.missing()).containsExactlyInAnyOrder(member(scenario, 1), member(scenario, 2));
        assertThat(preview.losses()).isNotEmpty().allSatisfy(loss -> assertThat(loss.survivors()).hasSize(1));
        assertThat(preview.recovered()).isZero();
        String stuck = keyIn(preview.losses().getFirst().slot());
        assertThat(scenario.get(3, stuck)).isInstanceOf(NotApplied.class);

        Report report = report(scenario, 3, orderToActWithout(scenario, 1, 2));
        assertThat(report.recovered()).isEqualTo(preview.losses().size());
        scenario.until(scenario.cluster()::isSettled);
        everyKeyIsReadThroughEveryNode(scenario);
    }

    @Test
    void slotsOfWhichNothingIsLeftBeginEmpty() {
        Scenario scenario = writtenBy(4, 1);
        lose(scenario, 2);
        Report preview = report(scenario, 0, new RecoveryOrder(Set.of(member(scenario, 2)), Intent.PREVIEW));
        assertThat(preview.losses()).isNotEmpty().allSatisfy(loss -> assertThat(loss.survivors()).isEmpty());
        assertThat(report(scenario, 0, orderToActWithout(scenario, 2)).recovered()).isEqualTo(preview.losses().size());
        scenario.until(scenario.cluster()::isSettled);
        Set<Slot> lost = new HashSet<>(preview.losses().stream().map(RecoveryOutcome.Loss::slot).toList());
        for (int i = 0; i < KEYS; i++) {
            String key = key(i);
            boolean isLost = lost.contains(slot(key));
            assertThat(text(scenario.get(3, key))).as(key).isEqualTo(isLost ? "nothing" : "value-" + i);
        }
        String begun = keyIn(preview.losses().getFirst().slot());
        assertThat(scenario.put(1, begun, "anew")).isInstanceOf(Written.class);
        assertThat(text(scenario.get(3, begun))).isEqualTo("anew");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void twoRecoveriesAtOneTimeDecideTheSame(long seed) {
        Scenario scenario = writtenBy(seed, 5, 3);
        lose(scenario, 1, 2);
        scenario.network().weather(new NetworkWeather(Duration.ofMillis(5 * seed), 0, 0.02, 0.05, 0));
        RecoveryOrder order = orderToActWithout(scenario, 1, 2);
        CompletableFuture<RecoveryOutcome> one = recover(scenario, 0, order);
        scenario.pass(Duration.ofMillis(7 * seed));
        CompletableFuture<RecoveryOutcome> other = recover(scenario, 4, order);
        scenario.join(one);
        scenario.join(other);
        scenario.network().calm();
        report(scenario, 3, order);
        scenario.until(scenario.cluster()::isSettled);
        for (int i = 0; i < Cluster.SLOTS.count(); i++) {
            List<Configuration> known = scenario.cluster().configurations(new Slot(i));
            assertThat(known.stream().map(Configuration::epoch)).as("slot %d: %s", i, known).doesNotHaveDuplicates();
        }
        everyKeyIsReadThroughEveryNode(scenario);
    }

    @Test
    void aLostDiskThatComesBackIsNotBelieved() {
        Scenario scenario = writtenBy(5, 3);
        lose(scenario, 1, 2);
        report(scenario, 0, orderToActWithout(scenario, 1, 2));
        scenario.until(scenario.cluster()::isSettled);
        for (int index : new int[]{1, 2}) {
            Machine undead = scenario.machine(index);
            undead.boot(undead.endpoint());
            scenario.until(() -> {
                undead.askReadiness();
                return undead.saysRolledBack();
            });
        }
        assertThat(scenario.get(1, key(0))).isInstanceOf(Read.class);
        for (int index : new int[]{1, 2}) {
            scenario.machine(index).crash();
            scenario.machine(index).depart();
        }
        scenario.until(scenario.cluster()::isSettled);
        everyKeyIsReadThroughEveryNode(scenario);
    }

    @Test
    void nothingIsDoneWithoutADiskThatIsAlive() {
        Scenario scenario = writtenBy(3, 3);
        assertThat(refusal(scenario, 0, orderToActWithout(scenario, 1))).contains("node-1", "is alive");
    }

    @Test
    void nothingIsDoneWhileANodeIsSilentThatTheOrderDoesNotName() {
        Scenario scenario = writtenBy(5, 3);
        lose(scenario, 1, 2);
        assertThat(refusal(scenario, 0, orderToActWithout(scenario, 1))).contains("node-2", "is silent");
        Report preview = report(scenario, 0, new RecoveryOrder(Set.of(), Intent.PREVIEW));
        assertThat(preview.losses()).isNotEmpty();
    }

    private static Scenario writtenBy(int machines, int copies) {
        return writtenBy(17, machines, copies);
    }

    /** A cluster in which every replica has every key. */
    private static Scenario writtenBy(long seed, int machines, int copies) {
        Scenario scenario = new Scenario(SimulationOptions.calm(seed, machines).withSpares(0, copies));
        for (int i = 0; i < KEYS; i++) {
            assertThat(scenario.put(i % machines, key(i), "value-" + i)).isInstanceOf(Written.class);
        }
        scenario.pass(Duration.ofSeconds(2));
        return scenario;
    }

    private static void lose(Scenario scenario, int... machines) {
        for (int index : machines) {
            scenario.machine(index).crash();
            scenario.machine(index).depart();
        }
        scenario.pass(UNTIL_SUSPECT);
    }

    private static RecoveryOrder orderToActWithout(Scenario scenario, int... machines) {
        Set<Member> lost = new HashSet<>();
        IntStream.of(machines).forEach(index -> lost.add(member(scenario, index)));
        return new RecoveryOrder(lost, Intent.ACT);
    }

    private static Member member(Scenario scenario, int machine) {
        return scenario.machine(machine).member();
    }

    private static CompletableFuture<RecoveryOutcome> recover(Scenario scenario, int through, RecoveryOrder order) {
        return scenario.machine(through).node().orElseThrow().recover(order);
    }

    private static Report report(Scenario scenario, int through, RecoveryOrder order) {
        RecoveryOutcome outcome = scenario.join(recover(scenario, through, order));
        assertThat(outcome).isInstanceOf(Report.class);
        return (Report) outcome;
    }

    private static String refusal(Scenario scenario, int through, RecoveryOrder order) {
        RecoveryOutcome outcome = scenario.join(recover(scenario, through, order));
        assertThat(outcome).isInstanceOf(Refused.class);
        return ((Refused) outcome).reason();
    }

    private static void everyKeyIsReadThroughEveryNode(Scenario scenario) {
        for (Machine machine : scenario.cluster().present()) {
            for (int i = 0; i < KEYS; i++) {
                assertThat(text(scenario.get(machine.index(), key(i)))).as("%s through node-%d", key(i),
                        machine.index()).isEqualTo("value-" + i);
            }
        }
        assertThat(scenario.world().findings().all()).isEmpty();
    }

    private static String key(int index) {
        return "key-" + index;
    }

    private static String keyIn(Slot slot) {
        return IntStream.range(0, 10_000).mapToObj(RecoveryTest::key).filter(key -> slot(key).equals(slot)).findFirst()
                .orElseThrow();
    }

    private static Slot slot(String key) {
        return Cluster.SLOTS.slotOf(Key.of(key).id());
    }

    private static String text(ReadOutcome outcome) {
        return switch (outcome) {
            case Read(var value) -> value.map(found -> new String(found.body().value().array(),
                    StandardCharsets.UTF_8)).orElse("nothing");
            case NotApplied(var reason) -> reason.toString();
        };
    }
}
