package io.kadmos.dht.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Formation;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.record.SlotSpace;

class SlotTableTest {

    private static final Member SELF = new Member(Id.ofNode("c", "self"), new DiskId(1, 1));
    private static final Member OTHER = new Member(Id.ofNode("c", "other"), new DiskId(2, 2));
    private static final Slot SLOT = new Slot(7);

    private final SlotTable table = new SlotTable(SELF);

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
    void theSameNodeWithAnotherDiskServesNothing() {
        Member formerSelf = new Member(SELF.node(), new DiskId(9, 9));
        table.adopt(new Formation(List.of(formerSelf, OTHER), 2, SlotSpace.DEFAULT));
        assertThat(table.served()).isEmpty();
        assertThat(table.refusal(new SlotEpoch(SLOT, 1))).contains(new Response.NotActive());
    }

    @Test
    void refusesOlderEpochsWithWhatItKnowsAndNewerOnesWithout() {
        table.adopt(new Formation(List.of(SELF, OTHER), 2, SlotSpace.DEFAULT));
        Configuration third = new Configuration(3, List.of(OTHER));
        table.learn(SLOT, third);
        assertThat(table.refusal(new SlotEpoch(SLOT, 1))).contains(new Response.WrongEpoch(third));
        assertThat(table.refusal(new SlotEpoch(SLOT, 4))).contains(new Response.NotActive());
        assertThat(table.serves(SLOT)).isFalse();
    }

    @Test
    void neverGoesBackToAnOlderConfiguration() {
        table.adopt(new Formation(List.of(SELF, OTHER), 2, SlotSpace.DEFAULT));
        Configuration third = new Configuration(3, List.of(OTHER));
        table.learn(SLOT, third);
        table.learn(SLOT, new Configuration(2, List.of(SELF)));
        assertThat(table.configuration(SLOT)).contains(third);
    }

    @Test
    void aSlotBeyondTheSpaceIsServedByNobody() {
        table.adopt(new Formation(List.of(SELF), 1, SlotSpace.DEFAULT));
        Slot beyond = new Slot(SlotSpace.DEFAULT.count());
        table.learn(beyond, new Configuration(2, List.of(SELF)));
        assertThat(table.refusal(new SlotEpoch(beyond, 1))).contains(new Response.NotActive());
    }
}
