package io.kadmos.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.node.Consistency;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.register.Mutation;
import io.kadmos.dht.register.Mutation.Effect;
import io.kadmos.dht.register.NotApplied;
import io.kadmos.dht.register.OutcomeUnknown;
import io.kadmos.dht.register.Read;
import io.kadmos.dht.register.ReadOutcome;
import io.kadmos.dht.register.WriteOutcome;
import io.kadmos.dht.register.Written;

/** Stories about clusters, each about one promise. */
class ScenarioTest {

    private static final String KEY = "greeting";
    private static final Duration TO_NOTICE_A_CLOCK = Duration.ofSeconds(15);

    private final Scenario three = new Scenario(7, 3);

    @AfterEach
    void nothingWasFound() {
        assertThat(three.world().findings().all()).isEmpty();
    }

    @Test
    void aWriteThroughOneNodeIsReadThroughEveryOther() {
        assertThat(three.put(0, KEY, "hello")).isInstanceOf(Written.class);
        assertThat(IntStream.range(0, 3).mapToObj(through -> valueOf(three.get(through, KEY)))).containsOnly("hello");
    }

    @Test
    void aClusterOfOneServes() {
        Scenario alone = new Scenario(1, 1);
        alone.put(0, KEY, "hello");
        assertThat(valueOf(alone.get(0, KEY))).isEqualTo("hello");
    }

    @Test
    void aGatewayThatWasStoppedBeyondTheDeadlineOfAWriteDoesNotWriteAnyMore() {
        var write = three.machine(0).node().orElseThrow().write(Key.of(KEY),
                three.mutation(new Effect.Put(Scenario.body("late"), null)), Call.within(Scenario.TIMEOUT));
        three.pass(Duration.ofNanos(20_000));
        three.machine(0).freeze(Scenario.TIMEOUT.multipliedBy(2));
        assertThat(three.join(write)).isEqualTo(new NotApplied(NotApplied.Reason.NO_QUORUM));
        assertThat(three.get(1, KEY)).isEqualTo(new Read(Optional.empty()));
    }

    @Test
    void anAcknowledgedWriteSurvivesTheCrashOfAllNodes() {
        three.put(1, KEY, "hello");
        three.cluster().machines().forEach(Machine::crash);
        three.cluster().bootAll();
        three.untilReady();
        assertThat(valueOf(three.get(2, KEY))).isEqualTo("hello");
    }

    @Test
    void aSlotWhoseMembersStayIsRidOfItsTombstonesAllTheSame() {
        three.put(0, KEY, "hello");
        three.delete(1, KEY);
        three.pass(Duration.ofSeconds(70));
        assertThat(copies(KEY)).allMatch(Optional::isPresent);
        three.pass(Duration.ofSeconds(60));
        assertThat(copies(KEY)).containsOnly(Optional.empty());
        assertThat(three.get(2, KEY)).isEqualTo(new Read(Optional.empty()));
    }

    @Test
    void aDeletedKeyStaysAwayWhenAReplicaThatMissedItReturns() {
        three.put(0, KEY, "hello");
        three.machine(2).crash();
        three.delete(0, KEY);
        three.cluster().bootAll();
        three.untilReady();
        assertThat(IntStream.range(0, 3).mapToObj(through -> valueOf(three.get(through, KEY)))).containsOnly("nothing");
    }

    @Test
    void aMinorityNeitherWritesNorReads() {
        three.put(0, KEY, "hello");
        three.isolate(2);
        assertThat(three.put(2, KEY, "alone")).isInstanceOf(NotApplied.class);
        assertThat(three.get(2, KEY)).isInstanceOf(NotApplied.class);
        assertThat(three.put(0, KEY, "together")).isInstanceOf(Written.class);
    }

    @Test
    void aWriteThatIsTriedAgainElsewhereIsAppliedOnce() {
        Mutation mutation = three.mutation(new Effect.Put(Scenario.body("hello"), null));
        WriteOutcome first = three.write(0, KEY, mutation);
        three.put(1, KEY, "between");
        WriteOutcome second = three.write(2, KEY, mutation);
        assertThat(((Written) second).version()).isEqualTo(((Written) first).version());
        assertThat(valueOf(three.get(0, KEY))).isEqualTo("between");
    }

    @Test
    void aReplicaThatWasAwayIsBroughtUpToDate() {
        three.machine(1).crash();
        three.put(0, KEY, "hello");
        three.cluster().bootAll();
        three.until(() -> copies(KEY).stream().allMatch(Optional::isPresent)
                && copies(KEY).stream().distinct().count() == 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 1 << 20})
    void aDamagedCopyIsMendedFromTheOthers(int length) {
        String value = "x".repeat(length);
        three.put(0, KEY, value);
        three.until(() -> copies(KEY).stream().allMatch(Optional::isPresent));
        three.machine(0).disk().rot();
        three.machine(0).crash();
        assertThat(copies(KEY).getFirst()).isEmpty();
        three.cluster().bootAll();
        three.untilReady();
        assertThat(valueOf(three.get(0, KEY))).isEqualTo(value);
        three.until(() -> copies(KEY).getFirst().isPresent());
    }

    /** The damaged copy refuses at once, while the value is still on its way from another member. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aLargeValueIsReadWhileADamagedCopyCannotBeMended(int nth) {
        Story story = new Story(SimulationOptions.calm(nth, 4).withSpares(0, 3), List.of());
        List<Integer> members = story.nearest().subList(0, 3);
        int gateway = story.nearest().getLast();
        int damaged = members.get(nth);
        String large = "x".repeat(1 << 20);
        story.put(gateway, large);
        story.within(Duration.ofSeconds(60), Facts.hold(members));
        story.damage(damaged);
        story.restart(damaged);
        story.untilReady();
        story.cut((from, to) -> from != gateway && to != gateway);
        story.slowNetwork(Duration.ofMillis(10));
        for (int i = 0; i < 6; i++) {
            story.mustRead(gateway, large);
            story.expect(Facts.isDamaged(damaged));
            story.pass(Duration.ofSeconds(1));
        }
    }

    /** After a clock was an hour ahead, no clock reaches the ballots of a while later by itself for an hour. */
    @Test
    void aCopyThatWasDamagedAgainWhileItWasMendedCatchesUp() {
        Scenario forgetful = new Scenario(SimulationOptions.calm(3, 3).withTinyCache());
        Machine machine = forgetful.machine(0);
        machine.clock().step(Duration.ofHours(1));
        forgetful.put(0, KEY, "hello");
        machine.clock().correct();
        forgetful.get(0, "another key, in whose place the first one leaves the memory");
        Partition partition = forgetful.isolate(0);
        for (boolean readable : List.of(false, true, false, true)) {
            machine.disk().health(new DiskHealth(Duration.ofMillis(1), 0, readable ? 0 : 1));
            var _ = machine.node().orElseThrow().get(Key.of(KEY), Consistency.LOCAL, Call.within(Scenario.TIMEOUT));
            forgetful.pass(Duration.ofMillis(20));
        }
        forgetful.network().heal(partition);
        forgetful.put(1, KEY, "again");
        forgetful.until(() -> copies(forgetful, KEY).stream().distinct().count() == 1);
    }

    @Test
    void aDiskThatWasPutBackIsNoticedAndItsNodeIsAMemberAgainWithAnother() {
        three.put(0, KEY, "old");
        three.machine(1).disk().takeSnapshot();
        three.put(0, KEY, "new");
        three.until(() -> three.cluster().mayRollBack(three.machine(1)));
        three.machine(1).rollBack(three.cluster().newDisk());
        three.cluster().bootAll();
        three.until(() -> !three.machine(1).isRolledBack());
        three.until(three.cluster()::isSettled);
        three.machine(0).crash();
        three.until(() -> three.get(1, KEY) instanceof Read);
        assertThat(valueOf(three.get(1, KEY))).isEqualTo("new");
    }

    /** What a node writes before it knows must not bring the number of edits to where others saw it. */
    @Test
    void aDiskThatWasPutBackIsNoticedAfterManyStartsAlone() {
        three.machine(1).disk().takeSnapshot();
        three.put(0, KEY, "hello");
        three.until(() -> three.cluster().mayRollBack(three.machine(1)));
        Partition alone = three.isolate(1);
        three.machine(1).rollBack(three.cluster().newDisk());
        for (int i = 0; i < 20; i++) {
            three.machine(1).boot(three.machine(1).endpoint());
            three.pass(Duration.ofSeconds(1));
            three.machine(1).crash();
        }
        three.network().heal(alone);
        three.cluster().bootAll();
        three.until(() -> !three.machine(1).isRolledBack());
    }

    @Test
    void nodesFindEachOtherAfterAllHaveSwappedAddresses() {
        three.put(0, KEY, "hello");
        var addresses = three.cluster().addresses();
        three.cluster().machines().forEach(Machine::crash);
        three.cluster().machines().forEach(machine -> machine.boot(addresses.get((machine.index() + 1) % 3)));
        three.untilReady();
        three.until(() -> three.get(1, KEY) instanceof Read);
        assertThat(valueOf(three.get(1, KEY))).isEqualTo("hello");
    }

    @Test
    void aValueEndsWhenItsTimeIsOver() {
        three.write(0, KEY, three.mutation(new Effect.Put(Scenario.body("hello"), Duration.ofSeconds(20))));
        assertThat(valueOf(three.get(1, KEY))).isEqualTo("hello");
        three.pass(Duration.ofSeconds(25));
        assertThat(IntStream.range(0, 3).mapToObj(through -> valueOf(three.get(through, KEY)))).containsOnly("nothing");
    }

    @Test
    void aWriteIntoAPauseOfTheOthersHasAnOutcomeByItsDeadline() {
        three.machine(1).freeze(Duration.ofSeconds(10));
        three.machine(2).freeze(Duration.ofSeconds(10));
        assertThat(three.put(0, KEY, "hello")).isInstanceOfAny(NotApplied.class, OutcomeUnknown.class);
        three.pass(Duration.ofSeconds(12));
        assertThat(three.put(0, KEY, "again")).isInstanceOf(Written.class);
    }

    @Test
    void aLargeValueTravelsThroughLossAndDuplication() {
        three.network().weather(new NetworkWeather(Duration.ofMillis(2), 0.005, 0.1, 0.1, 0.001));
        String large = "x".repeat(1 << 17);
        three.until(() -> three.put(0, KEY, large) instanceof Written);
        three.until(() -> three.get(2, KEY) instanceof Read);
        assertThat(valueOf(three.get(2, KEY))).isEqualTo(large);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aWrongClockIsNoticedAndARightOneToo(int index) {
        Machine machine = three.machine(index);
        machine.clock().step(Duration.ofMinutes(1));
        assertThat(readyAfter(TO_NOTICE_A_CLOCK)).hasSize(2).doesNotContain(machine);
        assertThat(machine).asString().contains("off the median of the cluster");
        machine.clock().correct();
        assertThat(readyAfter(TO_NOTICE_A_CLOCK)).hasSize(3);
    }

    private List<Machine> readyAfter(Duration time) {
        three.pass(time);
        three.cluster().machines().forEach(Machine::askReadiness);
        three.pass(Duration.ofMillis(10));
        return three.cluster().machines().stream().filter(Machine::isReady).toList();
    }

    private List<Optional<StoredRecord>> copies(String key) {
        return copies(three, key);
    }

    private static List<Optional<StoredRecord>> copies(Scenario scenario, String key) {
        return scenario.cluster().machines().stream()
                .map(machine -> scenario.cluster().durable(machine, Key.of(key))).toList();
    }

    private static String valueOf(ReadOutcome outcome) {
        return switch (outcome) {
            case Read(var value) -> value.map(found -> new String(found.body().value().array(),
                    StandardCharsets.UTF_8)).orElse("nothing");
            case NotApplied(var reason) -> reason.toString();
        };
    }
}
