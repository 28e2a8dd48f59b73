package io.kadmos.dht.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.lookup.LookupEnd;
import io.kadmos.dht.lookup.LookupResult;
import io.kadmos.dht.lookup.LookupTrace;
import io.kadmos.dht.lookup.LookupTrace.Asked;
import io.kadmos.dht.lookup.LookupTrace.Outcome;
import io.kadmos.dht.membership.Town.Resident;
import io.kadmos.dht.record.NodeState;

/** Nodes join, move and fall silent: the membership of whole nodes over a network in memory, in virtual time. */
class MembershipTest {

    private static final Duration SETTLED = Duration.ofSeconds(30);

    private final Town town = new Town(11);

    @Test
    void allNodesComeToKnowEachOtherThroughOneSeed() {
        List<Resident> residents = residents(40);
        residents.forEach(Resident::start);
        town.loop.runFor(Duration.ofMinutes(10));
        assertThat(residents).allSatisfy(
                resident -> assertThat(resident.membership().contacts()).as(resident.name).hasSize(39));
    }

    @Test
    void findsASeedThatStartsLate() {
        List<Resident> residents = residents(3);
        residents.subList(1, 3).forEach(Resident::start);
        town.loop.runFor(Duration.ofMinutes(5));
        assertThat(residents.get(1).membership().contacts()).isEmpty();

        residents.getFirst().start();
        town.loop.runFor(Duration.ofSeconds(15));
        assertThat(residents).allSatisfy(resident -> assertThat(resident.membership().contacts()).hasSize(2));
    }

    @Test
    void suspectsWhoFallsSilentAndWelcomesItBack() {
        List<Resident> residents = startedResidents(5);
        Resident silent = residents.get(3);
        Membership observer = residents.get(1).membership();
        silent.crash();
        town.loop.runFor(Duration.ofSeconds(10));
        assertThat(observer.isSuspect(silent.local().id())).isTrue();
        assertThat(observer.routingTable().contains(silent.local().id())).isFalse();

        silent.start();
        town.loop.runFor(Duration.ofSeconds(10));
        assertThat(observer.isSuspect(silent.local().id())).isFalse();
        assertThat(observer.routingTable().contains(silent.local().id())).isTrue();
    }

    @Test
    void aNodeBehindANarrowLinkKnowsItAndTheOthersKnowWhichPathItIs() {
        List<Resident> residents = startedResidents(5);
        Resident behind = residents.get(3);
        town.network.narrow(behind.local().contact().endpoint(), true);
        town.loop.runFor(Duration.ofSeconds(60));
        assertThat(behind.membership().status().narrow().areMost()).isTrue();
        assertThat(behind.membership().status().narrow().names()).hasSize(4);
        assertThat(residents.getFirst().membership().status().narrow())
                .isEqualTo(new NarrowPaths(List.of(behind.name), false));

        town.network.narrow(behind.local().contact().endpoint(), false);
        town.loop.runFor(Duration.ofSeconds(30));
        assertThat(residents).allSatisfy(
                resident -> assertThat(resident.membership().status().narrow()).isEqualTo(NarrowPaths.NONE));
    }

    @Test
    void whoIsSilentIsNotTakenForOneBehindANarrowLink() {
        List<Resident> residents = startedResidents(3);
        residents.get(1).crash();
        residents.get(2).crash();
        town.loop.runFor(Duration.ofSeconds(60));
        assertThat(residents.getFirst().membership().status().narrow()).isEqualTo(NarrowPaths.NONE);
    }

    @Test
    void followsANodeToItsNewAddress() {
        List<Resident> residents = startedResidents(5);
        Resident mover = residents.get(2);
        mover.crash();
        mover.moveTo(77);
        mover.start();
        town.loop.runFor(Duration.ofSeconds(15));
        assertThat(residents).filteredOn(resident -> resident != mover).allSatisfy(resident -> assertThat(
                resident.membership().contact(mover.local().id())).contains(
                        new Contact(mover.local().id(), Town.endpoint(77))));
    }

    @Test
    void findsItsPeersAgainWithoutSeeds() {
        List<Resident> residents = startedResidents(4);
        town.loop.runFor(Duration.ofMinutes(3));
        Resident seed = residents.getFirst();
        seed.crash();
        seed.start();
        town.loop.runFor(Duration.ofSeconds(5));
        assertThat(seed.membership().contacts()).hasSize(3);
    }

    @Test
    void aSecondNodeOfALivingNameStaysOut() {
        List<Resident> residents = startedResidents(4);
        Resident first = residents.get(2);
        Resident second = town.settle(first.name, 88, List.of(), List.of(Town.endpoint(0)));
        second.start();
        town.loop.runFor(SETTLED);
        assertThat(second.membership().status().nameTaken()).isPresent();
        assertThat(first.membership().status().nameTaken()).isEmpty();
        assertThat(residents.getFirst().membership().peer(first.local().id()).map(Peer::disk))
                .contains(first.local().disk());
    }

    @Test
    void aNewDiskTakesThePlaceOfASilentOne() {
        List<Resident> residents = startedResidents(4);
        Resident unlucky = residents.get(2);
        unlucky.crash();
        unlucky.loseDisk();
        unlucky.moveTo(88);
        unlucky.start();
        town.loop.runFor(SETTLED);
        assertThat(unlucky.membership().status().nameTaken()).isEmpty();
        assertThat(residents).filteredOn(resident -> resident != unlucky).allSatisfy(resident -> assertThat(
                resident.membership().peer(unlucky.local().id()).map(Peer::disk)).contains(unlucky.local().disk()));
    }

    @Test
    void tellsEveryNodeItsState() {
        List<Resident> residents = startedResidents(4);
        Resident active = residents.get(1);
        active.membership().enter(NodeState.ACTIVE);
        town.loop.runFor(Duration.ofSeconds(1));
        assertThat(residents.get(3).membership().peer(active.local().id()).map(Peer::state))
                .contains(NodeState.ACTIVE);
    }

    @Test
    void whoLeftForGoodIsGoneHoweverSilentUntilItComesBack() {
        List<Resident> residents = startedResidents(5);
        Resident leaver = residents.get(3);
        List<Resident> others = residents.stream().filter(resident -> resident != leaver).toList();
        others.forEach(resident -> resident.events.clear());
        leaver.membership().enter(NodeState.GONE);
        town.loop.runFor(Duration.ofSeconds(1));
        leaver.crash();
        town.loop.runFor(Duration.ofMinutes(5));
        NodeEvent left = new NodeEvent.PeerEntered(leaver.local().id(), leaver.name, NodeState.GONE);
        assertThat(others).allSatisfy(resident -> {
            assertThat(resident.membership().peer(leaver.local().id()).map(Peer::state)).contains(NodeState.GONE);
            assertThat(resident.events).filteredOn(event -> event instanceof NodeEvent.PeerEntered)
                    .containsExactly(left);
            assertThat(resident.membership().routingTable().contains(leaver.local().id())).isFalse();
        });

        leaver.start();
        town.loop.runFor(Duration.ofSeconds(15));
        assertThat(others).allSatisfy(resident -> assertThat(
                resident.membership().peer(leaver.local().id()).map(Peer::state)).contains(NodeState.JOINING));
    }

    @Test
    void aLookupShowsEveryQuestion() {
        List<Resident> residents = startedResidents(30);
        residents.get(9).crash();
        List<Asked> trace = new ArrayList<>();
        List<LookupResult> results = new ArrayList<>();
        Id target = residents.get(9).local().id();
        residents.getFirst().membership().lookups().closest(target, trace::add, results::add);
        assertThat(results).isEmpty();
        town.loop.runFor(Duration.ofSeconds(2));

        assertThat(results).hasSize(1);
        assertThat(results.getFirst().end()).isEqualTo(LookupEnd.CONVERGED);
        assertThat(results.getFirst().closest()).extracting(Contact::id)
                .containsExactlyElementsOf(residents.stream().skip(1).map(resident -> resident.local().id())
                        .filter(id -> !id.equals(target)).sorted(target.nearestFirst()).limit(20).toList());
        assertThat(trace).hasSize(results.getFirst().requests());
        assertThat(trace).filteredOn(asked -> asked.outcome() == Outcome.TIMED_OUT)
                .extracting(asked -> asked.contact().id()).containsExactly(target);
    }

    @Test
    void aLookupDoesNotWaitUntilASilentContactTimesOut() {
        List<Resident> residents = startedResidents(30);
        Id silent = residents.get(9).local().id();
        residents.get(9).crash();
        List<LookupResult> results = new ArrayList<>();
        residents.getFirst().membership().lookups().closest(silent, LookupTrace.NONE, results::add);
        town.loop.runFor(Duration.ofMillis(500));

        assertThat(results).hasSize(1);
        assertThat(results.getFirst().closest()).hasSize(20);
    }

    @Test
    void tooManyLookupsAtATimeEndAtOnce() {
        List<Resident> residents = startedResidents(3);
        List<LookupResult> results = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            residents.getFirst().membership().lookups().closest(Id.ZERO, LookupTrace.NONE, results::add);
        }
        town.loop.runFor(Duration.ofSeconds(2));
        assertThat(results).hasSize(100);
        assertThat(results).filteredOn(result -> result.end() == LookupEnd.OVERLOAD).hasSizeBetween(36, 40);
    }

    private List<Resident> startedResidents(int count) {
        List<Resident> residents = residents(count);
        residents.forEach(Resident::start);
        town.loop.runFor(SETTLED);
        return residents;
    }

    /** Nodes that all have the first one as their seed, that one included. */
    private List<Resident> residents(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> town.settle("node-" + i, i, List.of(), List.of(Town.endpoint(0)))).toList();
    }
}
