package io.kadmos.dht.slot.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.slot.change.NextMembers.Condition;

class NextMembersTest {

    /** Members with the node ids 1, 2, 3 …; a smaller id is nearer to a point of zeros. */
    private static final Member A = member(1, 1);
    private static final Member B = member(2, 1);
    private static final Member C = member(3, 1);
    private static final Member D = member(4, 1);

    private final Map<Member, Condition> nodes = new HashMap<>();

    @Test
    void theNearestNodesStay() {
        ready(A, B, C, D);
        assertThat(after(A, B, C)).isEmpty();
    }

    @Test
    void aNearerNodeTakesThePlaceOfTheFarthestMember() {
        ready(A, B, C, D);
        assertThat(after(B, C, D)).contains(List.of(A, B, C));
    }

    @Test
    void oneMemberIsReplacedAtATime() {
        Member nearest = member(0, 1);
        ready(nearest, A, B, C, D);
        assertThat(after(B, C, D)).contains(List.of(nearest, B, C));
    }

    @Test
    void aSlotWithRoomTakesANodeInWithoutLettingOneGo() {
        ready(A, B);
        assertThat(after(B)).contains(List.of(A, B));
    }

    @Test
    void aDrainingMemberIsReplacedAtOnceAndLeavesWithoutReplacementIfNeedBe() {
        ready(A, B, D);
        nodes.put(C, Condition.LEAVING);
        assertThat(after(A, B, C)).contains(List.of(A, B, D));
        nodes.remove(D);
        assertThat(after(A, B, C)).contains(List.of(A, B));
    }

    @Test
    void theLastMemberStaysEvenIfItWantsToLeave() {
        nodes.put(A, Condition.LEAVING);
        assertThat(after(A)).isEmpty();
    }

    @Test
    void silenceReplacesAMemberButShrinksNothing() {
        ready(A, B);
        nodes.put(C, Condition.LOST);
        assertThat(after(A, B, C)).isEmpty();
        ready(D);
        assertThat(after(A, B, C)).contains(List.of(A, B, D));
    }

    @Test
    void aMemberThatIsSilentForAMomentKeepsItsPlace() {
        ready(A, B, D);
        nodes.put(C, Condition.SUSPECT);
        assertThat(after(A, B, C)).isEmpty();
    }

    @Test
    void nothingIsBuiltOnAMemberThatMayBeDead() {
        ready(A, C, D);
        nodes.put(B, Condition.SUSPECT);
        assertThat(after(B, C, D)).isEmpty();
    }

    @Test
    void theSameNodeWithAnotherDiskIsAnotherMember() {
        Member replaced = member(3, 2);
        ready(A, B, replaced);
        nodes.put(C, Condition.LOST);
        assertThat(after(A, B, C)).contains(List.of(A, B, replaced));
    }

    @Test
    void aMemberThatIsUnknownCountsAsSilent() {
        ready(A, B, D);
        assertThat(after(A, B, C)).isEmpty();
    }

    @Test
    void theLostMemberGoesBeforeOneThatOnlyWantsTo() {
        ready(A, D);
        nodes.put(B, Condition.LEAVING);
        nodes.put(C, Condition.LOST);
        assertThat(after(A, B, C)).contains(List.of(A, B, D));
    }

    @Test
    void theSameMembersBeginANewEpochOnlyIfAllOfThemTakePart() {
        ready(A, B, C);
        assertThat(new NextMembers(3, nodes).again(configuration(A, B, C))).contains(List.of(A, B, C));
        nodes.put(C, Condition.SUSPECT);
        assertThat(new NextMembers(3, nodes).again(configuration(A, B, C))).isEmpty();
    }

    private void ready(Member... members) {
        List.of(members).forEach(member -> nodes.put(member, Condition.READY));
    }

    private Optional<List<Member>> after(Member... members) {
        return new NextMembers(3, nodes).after(configuration(members), Id.ZERO.nearestFirst());
    }

    private static Configuration configuration(Member... members) {
        return new Configuration(7, List.of(members));
    }

    private static Member member(int node, int disk) {
        return new Member(new Id(0, 0, node), new DiskId(disk, disk));
    }
}
