package io.kadmos.dht.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.id.Id;

class FormationTest {

    private static final List<Member> FIVE = IntStream.range(0, 5)
            .mapToObj(i -> new Member(Id.ofNode("c", "node-" + i), new DiskId(i, i))).toList();

    @Test
    void theMembersClosestToASlotsPointAreResponsibleForIt() {
        Formation formation = new Formation(FIVE, 3, SlotSpace.DEFAULT);
        for (int i = 0; i < SlotSpace.DEFAULT.count(); i++) {
            Slot slot = new Slot(i);
            Id point = SlotSpace.DEFAULT.point(slot);
            List<Member> closest = FIVE.stream()
                    .sorted(Comparator.comparing(member -> point.distanceTo(member.node()))).limit(3).toList();
            assertThat(formation.configuration(slot)).isEqualTo(new Configuration(1, closest));
        }
    }

    @Test
    void aSmallClusterHasAsManyReplicasAsNodes() {
        assertThat(new Formation(FIVE.subList(0, 2), 3, SlotSpace.DEFAULT).configuration(new Slot(0)).members())
                .hasSize(2);
    }

    @Test
    void theClusterIdDependsOnEverythingButTheOrder() {
        Id id = new Formation(FIVE, 3, SlotSpace.DEFAULT).clusterId();
        assertThat(new Formation(FIVE.reversed(), 3, SlotSpace.DEFAULT).clusterId()).isEqualTo(id);
        assertThat(new Formation(FIVE, 2, SlotSpace.DEFAULT).clusterId()).isNotEqualTo(id);
        assertThat(new Formation(FIVE, 3, new SlotSpace(8)).clusterId()).isNotEqualTo(id);
        assertThat(new Formation(FIVE.subList(0, 4), 3, SlotSpace.DEFAULT).clusterId()).isNotEqualTo(id);
    }

    @Test
    void aNodeIsNotNamedTwice() {
        Member again = new Member(FIVE.getFirst().node(), new DiskId(9, 9));
        assertThatThrownBy(() -> new Formation(List.of(FIVE.getFirst(), again), 3, SlotSpace.DEFAULT))
                .hasMessageContaining("twice");
    }

    @Test
    void everyKeyLiesInTheSlotOfItsPrefix() {
        Id id = Id.parse("abcdef0123456789abcdef0123456789abcdef01");
        assertThat(SlotSpace.DEFAULT.slotOf(id)).isEqualTo(new Slot(0xabc));
        assertThat(SlotSpace.DEFAULT.point(new Slot(0xabc))).hasToString("abc" + "0".repeat(37));
    }
}
