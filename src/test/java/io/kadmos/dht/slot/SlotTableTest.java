package io.kadmos.dht.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Formation;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.ReplicaState;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.record.SlotSpace;
import io.kadmos.dht.record.SlotState;
import io.kadmos.dht.record.Succession;
import io.kadmos.dht.storage.ManualDisk;
import io.kadmos.dht.storage.ManualLoop;
import io.kadmos.dht.storage.NodeFacts;
import io.kadmos.dht.storage.PromiseCeiling;
import io.kadmos.dht.storage.Rows;
import io.kadmos.dht.storage.SlotStates;

class SlotTableTest {

    private static final Member SELF = new Member(Id.ofNode("c", "self"), new DiskId(1, 1));
    private static final Member OTHER = new Member(Id.ofNode("c", "other"), new DiskId(2, 2));
    private static final Slot SLOT = new Slot(7);

    private final ManualDisk disk = new ManualDisk();
    private final SlotTable table = tableOn(disk);

    @Test
    void servesNothingBeforeTheClusterHasFormed() {
        assertThat(table.served()).isEmpty();
        assertThat(table.configuration(SLOT)).isEmpty();
        assertThat(table.refusal(new SlotEpoch(SLOT, 1))).contains(new Response.NotActive());
    }

    @Test
    void servesTheSlotsOfWhichItIsAMember() {
        table.adopt(new Formation(List.of(SELF, OTHER), 2, SlotSpace.DEFAULT));
        assertThat(table.served()).hasSize(SlotSpace.DEFAULT.count());
        assertThat(table.refusal(new SlotEpoch(SLOT, 1))).isEmpty();
    }

    @Test
    void servesNothingThatItsDiskIsNotTrustedWith() {
        table.adopt(new Formation(List.of(SELF, OTHER), 2, SlotSpace.DEFAULT));
        table.trust().seen(OTHER, 1);
        assertThat(table.refusal(new SlotEpoch(SLOT, 1))).contains(new Response.NotActive());
    }

    @Test
    void theSameNodeWithAnotherDiskServesNothing() {
        Member initiatorSelf = new Member(SELF.node(), new DiskId(9, 9));
        table.adopt(new Formation(List.of(initiatorSelf, OTHER), 2, SlotSpace.DEFAULT));
        assertThat(table.served()).isEmpty();
        assertThat(table.refusal(new SlotEpoch(SLOT, 1))).contains(new Response.NotActive());
    }

    @Test
    void refusesOlderEpochsWithWhatItKnowsAndNewerOnesWithout() {
        table.adopt(new Formation(List.of(SELF, OTHER), 2, SlotSpace.DEFAULT));
        Succession third = succession(3, OTHER);
        table.learn(SLOT, third);
        assertThat(table.refusal(new SlotEpoch(SLOT, 1))).contains(new Response.WrongEpoch(third));
        assertThat(table.refusal(new SlotEpoch(SLOT, 4))).contains(new Response.NotActive());
        assertThat(table.served()).doesNotContain(SLOT);
    }

    @Test
    void neverGoesBackToAnOlderConfiguration() {
        table.adopt(new Formation(List.of(SELF, OTHER), 2, SlotSpace.DEFAULT));
        Succession third = succession(3, OTHER);
        table.learn(SLOT, third);
        table.learn(SLOT, succession(2, SELF));
        assertThat(table.configuration(SLOT)).contains(third.current());
    }

    @Test
    void aSlotBeyondTheSpaceIsNotServed() {
        table.adopt(new Formation(List.of(SELF), 1, SlotSpace.DEFAULT));
        Slot beyond = new Slot(SlotSpace.DEFAULT.count());
        table.learn(beyond, succession(2, SELF));
        assertThat(table.refusal(new SlotEpoch(beyond, 1))).contains(new Response.NotActive());
    }

    @Test
    void anEpochThatNamesItIsServedOnlyOnceItsRowsAreCompleteAndThatIsDurable() {
        table.adopt(new Formation(List.of(SELF, OTHER), 2, SlotSpace.DEFAULT));
        Succession second = succession(2, SELF);
        table.learn(SLOT, second);
        assertThat(table.refusal(new SlotEpoch(SLOT, 2))).contains(new Response.NotActive());
        table.activate(SLOT, second, Set.of(), () -> {});
        assertThat(table.refusal(new SlotEpoch(SLOT, 2))).contains(new Response.NotActive());
        disk.sync();
        assertThat(table.refusal(new SlotEpoch(SLOT, 2))).isEmpty();
    }

    @Test
    void doesNotActivateAnEpochThatEndedMeanwhile() {
        table.adopt(new Formation(List.of(SELF, OTHER), 2, SlotSpace.DEFAULT));
        Succession second = succession(2, SELF);
        table.learn(SLOT, second);
        table.activate(SLOT, second, Set.of(), () -> {});
        table.learn(SLOT, succession(3, SELF, OTHER));
        disk.sync();
        assertThat(table.state(SLOT).map(SlotState::isActive)).contains(false);
        assertThat(reloaded().state(SLOT)).isEqualTo(table.state(SLOT));
    }

    @Test
    void whatItLearnedSealsTheOldEpochAlsoAfterAStart() {
        table.adopt(new Formation(List.of(SELF, OTHER), 2, SlotSpace.DEFAULT));
        table.learn(SLOT, succession(2, SELF, OTHER));
        disk.sync();
        SlotState state = reloaded().state(SLOT).orElseThrow();
        assertThat(state.replica()).isEqualTo(ReplicaState.SEALED);
        assertThat(state.replicaEpoch()).isEqualTo(1);
        assertThat(state.current().epoch()).isEqualTo(2);
    }

    private SlotTable reloaded() {
        SlotTable again = tableOn(disk);
        again.load(problem -> assertThat(problem).isEmpty());
        again.adopt(new Formation(List.of(SELF, OTHER), 2, SlotSpace.DEFAULT));
        return again;
    }

    private static SlotTable tableOn(ManualDisk disk) {
        NodeFacts facts = new NodeFacts(disk);
        PromiseCeiling ceiling = new PromiseCeiling(facts, new ManualLoop());
        return new SlotTable(SELF, new SlotStates(disk), new Rows(disk, ceiling, 1 << 20, event -> {}),
                trust());
    }

    private static DiskTrust trust() {
        DiskTrust trust = new DiskTrust(SELF, 0);
        trust.seen(OTHER, 0);
        trust.believeAlone();
        return trust;
    }

    private static Succession succession(int epoch, Member... members) {
        return new Succession(new Configuration(epoch - 1, List.of(SELF, OTHER)),
                new Configuration(epoch, List.of(members)));
    }
}
