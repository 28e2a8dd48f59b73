package io.kadmos.dht.slot.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.message.Response.TakeoverPage;
import io.kadmos.dht.message.RowDigest;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.slot.transfer.TakeoverMerge.Merged;
import io.kadmos.dht.slot.transfer.TakeoverMerge.Winner;

class TakeoverMergeTest {

    private static final int EPOCH = 7;
    private static final Member A = member("a");
    private static final Member B = member("b");
    private static final Member C = member("c");
    private static final Member NEWCOMER = member("newcomer");
    private static final Configuration PREVIOUS = new Configuration(EPOCH, List.of(A, B, C));
    private static final List<Key> KEYS = IntStream.range(0, 6).mapToObj(i -> Key.of("key-" + i)).sorted(Key.BY_ID)
            .toList();
    private static final Key FIRST = KEYS.get(0);
    private static final Key SECOND = KEYS.get(1);
    private static final Key THIRD = KEYS.get(2);

    private final TakeoverMerge merge = new TakeoverMerge(NEWCOMER, PREVIOUS);

    @Test
    void waitsForAQuorum() {
        assertThat(merge.add(A, page(row(FIRST, EPOCH, 1)))).isEmpty();
        assertThat(merge.add(B, page())).isPresent();
    }

    @Test
    void aMemberCountsOnceAndOneOfAnotherEpochDoesNot() {
        merge.add(A, page(row(FIRST, EPOCH, 1)));
        assertThat(merge.add(A, page())).isEmpty();
        assertThat(merge.add(NEWCOMER, page())).isEmpty();
        assertThat(merge.add(B, page())).contains(new Merged(List.of(new Winner(row(FIRST, EPOCH, 1), A)), null));
    }

    @Test
    void theGreatestAcceptedBallotSurvives() {
        merge.add(A, page(row(FIRST, EPOCH, 1), row(SECOND, EPOCH, 5)));
        assertThat(merge.add(B, page(row(FIRST, EPOCH, 2), row(SECOND, EPOCH, 4)))).contains(new Merged(List.of(
                new Winner(row(FIRST, EPOCH, 2), B), new Winner(row(SECOND, EPOCH, 5), A)), null));
    }

    @Test
    void aStragglerOfAnOlderEpochLosesAgainstAnAbsenceAndARecordOfThisEpochDoesNot() {
        merge.add(A, page(row(FIRST, EPOCH - 1, 9), row(SECOND, EPOCH, 1)));
        assertThat(merge.add(B, page())).contains(new Merged(List.of(new Winner(row(SECOND, EPOCH, 1), A)), null));
    }

    @Test
    void whatAllHoldSinceAnOlderEpochSurvives() {
        merge.add(A, page(row(FIRST, EPOCH - 1, 9)));
        assertThat(merge.add(C, page(row(FIRST, EPOCH - 1, 9)))).map(Merged::winners).get().asInstanceOf(LIST)
                .hasSize(1);
    }

    @Test
    void theRangeEndsWhereTheShortestPageEnds() {
        merge.add(A, more(row(FIRST, EPOCH, 1), row(SECOND, EPOCH, 1)));
        Merged merged = merge.add(B, more(row(FIRST, EPOCH, 1), row(SECOND, EPOCH, 1), row(THIRD, EPOCH, 1)))
                .orElseThrow();
        assertThat(merged.upTo()).isEqualTo(SECOND);
        assertThat(merged.covers(SECOND)).isTrue();
        assertThat(merged.covers(THIRD)).isFalse();
        assertThat(merged.winners()).extracting(winner -> winner.row().key()).containsExactly(FIRST, SECOND);
    }

    @Test
    void aKeyThatIsDamagedSomewhereNeedsAQuorumOfTheOthers() {
        merge.add(A, new TakeoverPage(false, List.of(), List.of(FIRST), false));
        assertThat(merge.add(B, page(row(FIRST, EPOCH - 1, 3)))).isEmpty();
        assertThat(merge.add(C, page(row(FIRST, EPOCH - 1, 3)))).map(Merged::winners).get().asInstanceOf(LIST)
                .hasSize(1);
    }

    @Test
    void ofTwoMembersOneIsEnoughForWhatIsDamagedAtTheOther() {
        TakeoverMerge both = new TakeoverMerge(NEWCOMER, new Configuration(EPOCH, List.of(A, B)));
        assertThat(both.add(A, page(row(FIRST, EPOCH, 1), row(SECOND, EPOCH, 1)))).isEmpty();
        assertThat(both.add(B, new TakeoverPage(false, List.of(row(SECOND, EPOCH, 2)), List.of(FIRST), false)))
                .contains(new Merged(List.of(new Winner(row(FIRST, EPOCH, 1), A),
                        new Winner(row(SECOND, EPOCH, 2), B)), null));
    }

    @Test
    void oneMemberThatIsActiveAlreadyIsEnough() {
        TakeoverPage active = new TakeoverPage(true, List.of(row(FIRST, EPOCH - 3, 1)), List.of(), false);
        assertThat(merge.add(NEWCOMER, active)).map(Merged::winners).get().asInstanceOf(LIST).hasSize(1);
    }

    @Test
    void whatIsDamagedAtOneActiveMemberIsTakenFromAnother() {
        assertThat(merge.add(A, new TakeoverPage(true, List.of(row(SECOND, EPOCH, 1)), List.of(FIRST), false)))
                .isEmpty();
        TakeoverPage other = new TakeoverPage(true, List.of(row(FIRST, EPOCH - 2, 1)), List.of(SECOND), false);
        assertThat(merge.add(B, other)).contains(new Merged(List.of(
                new Winner(row(FIRST, EPOCH - 2, 1), B), new Winner(row(SECOND, EPOCH, 1), A)), null));
    }

    @Test
    void aSealedReplicaThatStaysMergesItsOwnRowsToo() {
        TakeoverMerge staying = new TakeoverMerge(A, PREVIOUS);
        staying.add(B, page());
        assertThat(staying.add(C, page())).isEmpty();
        assertThat(staying.add(A, page(row(FIRST, EPOCH, 1)))).map(Merged::winners).get().asInstanceOf(LIST)
                .hasSize(1);
    }

    private static RowDigest row(Key key, int epoch, long hlc) {
        return new RowDigest(key, new Ballot(epoch, hlc, 1));
    }

    private static TakeoverPage page(RowDigest... rows) {
        return new TakeoverPage(false, List.of(rows), List.of(), false);
    }

    private static TakeoverPage more(RowDigest... rows) {
        return new TakeoverPage(false, List.of(rows), List.of(), true);
    }

    private static Member member(String name) {
        return new Member(Id.ofNode("c", name), new DiskId(1, 1));
    }
}
