package io.kadmos.dht.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.membership.Town.Resident;
import io.kadmos.dht.record.Formation;

/** A cluster is formed: the membership of whole nodes over a network in memory, in virtual time. */
class FormingTest {

    private static final List<String> NAMES = List.of("ada", "bob", "cyd", "dot", "eve");
    private static final List<Endpoint> SEEDS = IntStream.range(0, 5).mapToObj(Town::endpoint).toList();
    private static final int RUNS = 60;
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void aNodeAloneFormsWithoutANetwork() {
        Town town = new Town(1);
        Resident ada = town.settle("ada", 0, List.of("ada"), List.of());
        ada.start();
        town.loop.runFor(Duration.ofMillis(100));
        assertThat(ada.formed).hasSize(1);
        assertThat(ada.formed.getFirst().members()).containsExactly(ada.local().asMember());
        assertThat(ada.membership().formation()).contains(ada.formed.getFirst());
    }

    @Test
    void allMembersFormOneClusterInAnyOrderAndUnderLoss() {
        for (long seed = 0; seed < RUNS; seed++) {
            Town town = new Town(seed);
            town.network.lose(town.random.nextDouble(0.3));
            List<Resident> residents = residents(town);
            residents.forEach(resident -> town.loop.schedule(randomUpTo(town, 20), resident::start));
            town.loop.runFor(LONG);
            assertOneFormation(seed, residents);
        }
    }

    @Test
    void anInitiatorThatLosesItsDiskNeverLeavesTwoFormations() {
        for (long seed = 0; seed < 5 * RUNS; seed++) {
            Town town = new Town(seed);
            town.network.lose(town.random.nextDouble(0.4));
            town.network.delayUpTo(Duration.ofMillis(1 + town.random.nextInt(1_500)));
            List<Resident> residents = residents(town);
            residents.forEach(Resident::start);
            Resident initiator = initiator(residents);
            for (int i = 0; i < 3; i++) {
                town.loop.runFor(randomUpTo(town, 6));
                initiator.crash();
                initiator.loseDisk();
                initiator.start();
            }
            town.network.lose(0.05);
            town.loop.runFor(LONG);
            assertOneFormation(seed, residents);
        }
    }

    @Test
    void crashesWhileFormingNeverLeaveTwoFormations() {
        for (long seed = 0; seed < RUNS; seed++) {
            Town town = new Town(seed);
            town.network.lose(town.random.nextDouble(0.3));
            List<Resident> residents = residents(town);
            residents.forEach(Resident::start);
            for (int i = 0; i < 10; i++) {
                town.loop.runFor(randomUpTo(town, 2));
                Resident unlucky = residents.get(town.random.nextInt(residents.size()));
                unlucky.crash();
                unlucky.start();
            }
            town.loop.runFor(LONG);
            assertOneFormation(seed, residents);
        }
    }

    @Test
    void anInitiatorWhoseFormationIsConfirmedStartsAgainAlone() {
        Town town = new Town(5);
        List<Resident> residents = residents(town);
        residents.forEach(Resident::start);
        town.loop.runFor(LONG);
        assertOneFormation(5, residents);
        residents.forEach(Resident::crash);
        Resident initiator = initiator(residents);
        initiator.formed.clear();
        initiator.start();
        town.loop.runFor(LONG);
        assertThat(initiator.formed).hasSize(1);
    }

    @Test
    void waitsForEveryMemberAndNamesTheMissing() {
        Town town = new Town(7);
        List<Resident> residents = residents(town);
        Resident late = residents.stream().filter(resident -> resident != initiator(residents)).findFirst()
                .orElseThrow();
        residents.stream().filter(resident -> resident != late).forEach(Resident::start);
        town.loop.runFor(LONG);
        assertThat(residents).allSatisfy(resident -> assertThat(resident.formed).isEmpty());
        assertThat(residents.stream().filter(resident -> resident != late))
                .allSatisfy(
                        resident -> assertThat(resident.membership().status().missing()).containsExactly(late.name));

        late.start();
        town.loop.runFor(Duration.ofSeconds(20));
        assertOneFormation(7, residents);
    }

    @Test
    void differentListsAreReportedByName() {
        Town town = new Town(3);
        List<Resident> residents = residents(town);
        Resident initiator = initiator(residents);
        int odd = residents.getFirst() == initiator ? 1 : 0;
        Resident misled = town.settle(residents.get(odd).name, odd, NAMES.subList(0, 4), SEEDS);
        Stream.concat(residents.stream().filter(resident -> !resident.name.equals(misled.name)), Stream.of(misled))
                .forEach(Resident::start);
        town.loop.runFor(LONG);
        assertThat(initiator.formed).isEmpty();
        assertThat(initiator.membership().status().disagreement()).hasValueSatisfying(
                reason -> assertThat(reason).contains(misled.name, "[ada, bob, cyd, dot]"));
        assertThat(misled.membership().status().disagreement()).isPresent();
    }

    @Test
    void aNewcomerLearnsTheClusterButIsNoMember() {
        Town town = new Town(4);
        List<Resident> residents = residents(town);
        residents.forEach(Resident::start);
        town.loop.runFor(Duration.ofSeconds(20));
        Resident newcomer = town.settle("fay", 9, List.of(), SEEDS);
        newcomer.start();
        town.loop.runFor(Duration.ofSeconds(20));
        assertThat(newcomer.formed).isEqualTo(residents.getFirst().formed);
        assertThat(newcomer.formed.getFirst().members()).doesNotContain(newcomer.local().asMember());
        assertThat(newcomer.events).filteredOn(event -> event instanceof NodeEvent.FormationAdopted)
                .containsExactly(new NodeEvent.FormationAdopted(newcomer.formed.getFirst().clusterId(), 5));
    }

    @Test
    void aMemberWithANewDiskDoesNotTakeTheOldOnesPlace() {
        Town town = new Town(5);
        List<Resident> residents = residents(town);
        residents.forEach(Resident::start);
        town.loop.runFor(Duration.ofSeconds(20));
        Formation formation = residents.getFirst().formed.getFirst();
        Resident initiator = initiator(residents);
        initiator.crash();
        initiator.loseDisk();
        initiator.start();
        town.loop.runFor(LONG);
        assertThat(initiator.formed.getLast()).isEqualTo(formation);
        assertThat(formation.members()).doesNotContain(initiator.local().asMember());
        assertOneFormation(5, residents);
    }

    @Test
    void remembersTheClusterAfterARestartOfAllNodes() {
        Town town = new Town(6);
        List<Resident> residents = residents(town);
        residents.forEach(Resident::start);
        town.loop.runFor(Duration.ofSeconds(20));
        residents.forEach(Resident::crash);
        residents.forEach(Resident::start);
        town.loop.runFor(Duration.ofSeconds(20));
        assertThat(residents).allSatisfy(resident -> assertThat(resident.formed).hasSize(2));
        assertOneFormation(6, residents);
    }

    @Test
    void twoClustersOfOneNameAreAFatalConflict() {
        Town town = new Town(8);
        Resident ada = town.settle("ada", 0, List.of("ada"), List.of());
        Resident bob = town.settle("bob", 1, List.of("bob"), List.of(Town.endpoint(0)));
        ada.start();
        bob.start();
        town.loop.runFor(Duration.ofSeconds(10));
        assertThat(ada.conflicts).isNotEmpty().first().asString().contains("bob", "another cluster");
        assertThat(bob.conflicts).isNotEmpty();
    }

    private static List<Resident> residents(Town town) {
        return IntStream.range(0, NAMES.size()).mapToObj(i -> town.settle(NAMES.get(i), i, NAMES, SEEDS)).toList();
    }

    private static Resident initiator(List<Resident> residents) {
        return residents.stream().min(Comparator.comparing(resident -> resident.local().id())).orElseThrow();
    }

    private static Duration randomUpTo(Town town, int seconds) {
        return Duration.ofMillis(town.random.nextInt(seconds * 1_000));
    }

    private static void assertOneFormation(long seed, List<Resident> residents) {
        assertThat(residents).as("seed %d", seed).allSatisfy(resident -> {
            assertThat(resident.formed).as(resident.name).isNotEmpty();
            assertThat(resident.conflicts).as(resident.name).isEmpty();
        });
        assertThat(residents.stream().flatMap(resident -> resident.formed.stream()).distinct())
                .as("seed %d", seed).hasSize(1);
    }
}
