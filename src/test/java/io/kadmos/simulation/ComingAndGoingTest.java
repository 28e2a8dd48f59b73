package io.kadmos.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.DrainStatus;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotState;
import io.kadmos.dht.register.Mutation;
import io.kadmos.dht.register.Mutation.Effect;
import io.kadmos.dht.register.Read;
import io.kadmos.dht.register.WriteOutcome;
import io.kadmos.dht.register.Written;

/** Machines join, leave and crash while their slots move and a client writes: what was acknowledged stays. */
class ComingAndGoingTest {

    private static final int FOUNDERS = 3;
    private static final int NEWCOMERS = 4;
    private static final int KEYS = 50;
    private static final Duration LONGEST_MOVE = Duration.ofMinutes(5);
    private static final Duration THOUGHT = Duration.ofMillis(20);

    private final Scenario scenario = new Scenario(
            SimulationOptions.calm(11, FOUNDERS).withSpares(NEWCOMERS, FOUNDERS));
    private final Map<String, String> acknowledged = new TreeMap<>();
    private int writes;

    @AfterEach
    void nothingIsLost() {
        for (Machine machine : scenario.cluster().present()) {
            acknowledged.forEach((key, value) -> assertThat(read(machine, key))
                    .as("%s through node-%d", key, machine.index()).contains(value));
        }
        assertThat(scenario.world().findings().all()).isEmpty();
    }

    @Test
    void manyJoinAtOnceAndManyLeaveAtOnce() {
        writeUntil(() -> acknowledged.size() == KEYS);
        newcomers().forEach(scenario.cluster()::boot);
        writeUntil(this::isAllAtHome);
        assertThat(newcomers()).allMatch(this::isMemberSomewhere);
        newcomers().forEach(this::drain);
        writeUntil(() -> newcomers().stream().allMatch(Machine::hasDeparted) && isAllAtHome());
        assertThat(scenario.cluster().present()).hasSize(FOUNDERS);
    }

    /** One node hands its slots over to many, whose disks are slow: most slots can be used all the while. */
    @Test
    void aNodeBeginsNoMoreBatchesThanTheirMembersTakeOver() {
        Scenario alone = new Scenario(SimulationOptions.calm(3, 1).withSpares(6, 1));
        List<Machine> spares = alone.cluster().machines().subList(1, 7);
        spares.forEach(alone.cluster()::boot);
        alone.untilReady();
        spares.forEach(spare -> spare.disk().health(new DiskHealth(Duration.ofSeconds(2), 0, 0)));
        List<Integer> begun = new ArrayList<>();
        alone.until(() -> {
            begun.add((int) spares.stream().filter(spare -> isTakingOver(alone, spare)).count());
            return alone.cluster().isSettled();
        });
        assertThat(begun).contains(2).allMatch(count -> count <= 2);
    }

    private static boolean isTakingOver(Scenario scenario, Machine newcomer) {
        return slots().anyMatch(slot -> scenario.cluster().configurations(slot).getFirst().contains(newcomer.member())
                && scenario.cluster().state(newcomer, slot).filter(SlotState::isActive).isEmpty());
    }

    @Test
    void aNewcomerAndItsSourceCrashTwiceInTheMiddleOfATransfer() {
        writeUntil(() -> acknowledged.size() == KEYS);
        Machine newcomer = newcomers().getFirst();
        scenario.cluster().boot(newcomer);
        for (Machine source : List.of(scenario.machine(0), scenario.machine(1))) {
            writeUntil(() -> isMemberSomewhere(newcomer) && !scenario.cluster().isSettled());
            newcomer.crash();
            source.crash();
            scenario.pass(THOUGHT);
            scenario.cluster().boot(newcomer);
            scenario.cluster().boot(source);
        }
        writeUntil(this::isAllAtHome);
    }

    @Test
    void aNodeThatIsToLeaveBeforeItHasJoinedIsGivenNothing() {
        writeUntil(() -> acknowledged.size() == KEYS);
        Machine hesitant = newcomers().getFirst();
        scenario.cluster().boot(hesitant);
        scenario.until(hesitant::isServing);
        drain(hesitant);
        writeUntil(hesitant::hasDeparted);
        assertThat(isMemberSomewhere(hesitant)).isFalse();
        writeUntil(this::isAllAtHome);
    }

    @Test
    void aClusterShrinksToOneWhichStartsAloneAndGrowsAgain() {
        writeUntil(() -> acknowledged.size() == KEYS);
        for (int index : new int[]{2, 1}) {
            drain(scenario.machine(index));
            writeUntil(() -> scenario.machine(index).hasDeparted() && isAllAtHome());
        }
        assertThat(scenario.cluster().present()).containsExactly(scenario.machine(0));
        scenario.machine(0).crash();
        scenario.cluster().boot(scenario.machine(0));
        scenario.until(() -> scenario.put(0, "after a start alone", "hello") instanceof Written);
        newcomers().stream().limit(2).forEach(scenario.cluster()::boot);
        writeUntil(this::isAllAtHome);
        assertThat(newcomers().stream().limit(2)).allMatch(this::isMemberSomewhere);
    }

    @Test
    void aMemberThatStaysAwayIsReplacedAndComesBackAsANewcomer() {
        writeUntil(() -> acknowledged.size() == KEYS);
        scenario.cluster().boot(newcomers().getFirst());
        writeUntil(this::isAllAtHome);
        Machine absent = scenario.machine(0);
        absent.crash();
        absent.depart();
        writeUntil(this::isAllAtHome);
        assertThat(isMemberSomewhere(absent)).isFalse();
        absent.boot(absent.endpoint());
        writeUntil(this::isAllAtHome);
        assertThat(isMemberSomewhere(absent)).isTrue();
    }

    @Test
    void aNodeThatLeavesReadsBackWhatItHandedOver() {
        writeUntil(() -> acknowledged.size() == KEYS);
        scenario.cluster().boot(newcomers().getFirst());
        writeUntil(this::isAllAtHome);
        Machine leaver = scenario.machine(0);
        List<DrainStatus> last = drainAndAsk(leaver);
        writeUntil(() -> leaver.hasDeparted() && isAllAtHome());
        assertThat(last).singleElement().satisfies(status -> {
            assertThat(status.readBack().confirmed()).isPositive();
            assertThat(status.readBack().missing()).isZero();
            assertThat(status.detail()).contains(status.readBack().confirmed() + " values were read back:");
        });
    }

    @Test
    void aNodeThatLeavesKeepsAValueThatItDoesNotFindAgain() {
        writeUntil(() -> acknowledged.size() == KEYS);
        scenario.cluster().boot(newcomers().getFirst());
        writeUntil(this::isAllAtHome);
        Machine leaver = scenario.machine(0);
        String straggler = IntStream.range(0, 1_000).mapToObj(i -> "straggler-" + i)
                .filter(key -> scenario.cluster().members(Key.of(key)).contains(leaver)).findFirst().orElseThrow();
        strand(leaver, straggler);
        List<DrainStatus> last = drainAndAsk(leaver);
        scenario.pass(Duration.ofMillis(300));
        Partition alone = scenario.isolate(leaver.index());
        scenario.until(() -> isHandedOver(leaver, straggler));
        scenario.network().heal(alone);
        writeUntil(() -> leaver.hasDeparted() && isAllAtHome());
        assertThat(last).singleElement().satisfies(status -> assertThat(status.readBack().missing()).isOne());
        assertThat(scenario.cluster().durable(leaver, Key.of(straggler))).isPresent();
    }

    /** Has a machine accept a write of which no other machine hears. */
    private void strand(Machine machine, String key) {
        scenario.network().weather(new NetworkWeather(Duration.ofMillis(20), 0, 0, 0, 0));
        CompletableFuture<WriteOutcome> write = machine.node().orElseThrow().write(Key.of(key),
                scenario.mutation(new Effect.Put(Scenario.body("straggler"), null)), Call.within(Scenario.TIMEOUT));
        scenario.pass(Duration.ofMillis(4));
        scenario.network().cut((from, to) -> from == machine.index());
        scenario.join(write);
        scenario.network().calm();
        assertThat(scenario.cluster().machines().stream()
                .filter(each -> scenario.cluster().durable(each, Key.of(key)).isPresent())).containsExactly(machine);
    }

    private boolean isHandedOver(Machine leaver, String key) {
        Slot slot = Cluster.SLOTS.slotOf(Key.of(key).id());
        Configuration newest = scenario.cluster().configurations(slot).getFirst();
        return !newest.contains(leaver.member()) && scenario.cluster().members(Key.of(key)).stream()
                .allMatch(member -> scenario.cluster().state(member, slot)
                        .filter(state -> state.isActiveIn(newest.epoch())).isPresent());
    }

    /** Has a machine leave, and its node say at the end how that went. */
    private List<DrainStatus> drainAndAsk(Machine leaver) {
        List<DrainStatus> last = new ArrayList<>();
        leaver.drain(() -> {
            var _ = leaver.node().orElseThrow().drainStatus().whenComplete((status, thrown) -> last.add(status));
            scenario.world().scheduler().after(Duration.ofMillis(10).toNanos(), () -> {
                leaver.depart();
                leaver.crash();
            });
        });
        return last;
    }

    private List<Machine> newcomers() {
        return IntStream.range(FOUNDERS, FOUNDERS + NEWCOMERS).mapToObj(scenario::machine).toList();
    }

    private boolean isAllAtHome() {
        scenario.cluster().present().forEach(Machine::askReadiness);
        return scenario.cluster().present().stream().allMatch(Machine::isReady) && scenario.cluster().isSettled();
    }

    private boolean isMemberSomewhere(Machine machine) {
        return slots().anyMatch(slot -> scenario.cluster().configurations(slot).getFirst().contains(machine.member()));
    }

    private static Stream<Slot> slots() {
        return IntStream.range(0, Cluster.SLOTS.count()).mapToObj(Slot::new);
    }

    private void drain(Machine leaver) {
        leaver.drain(() -> {
            leaver.depart();
            leaver.crash();
        });
    }

    /** One client that writes one key after the other, through any machine that serves, until something holds. */
    private void writeUntil(BooleanSupplier holds) {
        long end = scenario.world().scheduler().nowNanos() + LONGEST_MOVE.toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(scenario.world().scheduler().nowNanos()).as("waited in vain: %s",
                    scenario.cluster().unsettled()).isLessThan(end);
            String key = "key-" + writes % KEYS;
            String value = "value-" + writes++;
            write(key, scenario.mutation(new Effect.Put(Scenario.body(value), null)));
            acknowledged.put(key, value);
            scenario.pass(THOUGHT);
        }
    }

    /** Tries, under one id, until it is acknowledged; a machine may leave before it answers. */
    private void write(String key, Mutation mutation) {
        @Nullable WriteOutcome outcome = null;
        for (int tries = 0; !(outcome instanceof Written); tries++) {
            List<Machine> serving = scenario.cluster().present().stream().filter(Machine::isServing).toList();
            Machine through = serving.get((writes + tries) % serving.size());
            CompletableFuture<WriteOutcome> write = through.node().orElseThrow().write(Key.of(key), mutation,
                    Call.within(Scenario.TIMEOUT));
            scenario.until(() -> write.isDone() || through.hasDeparted());
            outcome = write.getNow(null);
        }
    }

    private Optional<String> read(Machine through, String key) {
        return scenario.get(through.index(), key) instanceof Read(var value)
                ? value.map(found -> new String(found.body().value().array(), StandardCharsets.UTF_8))
                : Optional.empty();
    }
}
