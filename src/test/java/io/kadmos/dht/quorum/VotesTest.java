package io.kadmos.dht.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.quorum.Votes.Outcome;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Member;

class VotesTest {

    private static final List<Member> MEMBERS = IntStream.range(0, Configuration.MAX_MEMBERS)
            .mapToObj(number -> member("member-" + number, number)).toList();
    private static final Member A = MEMBERS.get(0);
    private static final Member B = MEMBERS.get(1);
    private static final Member C = MEMBERS.get(2);
    private static final Member STRANGER = member("stranger", 0);
    private static final Member OTHER_DISK = member("member-1", 99);

    private final Votes votes = Votes.of(configuration(3));

    @ParameterizedTest
    @CsvSource({
            "1, '', PENDING", "1, y, WON", "1, n, LOST",
            "2, y, PENDING", "2, n, LOST", "2, yy, WON", "2, yn, LOST",
            "3, y, PENDING", "3, n, PENDING", "3, yn, PENDING", "3, yy, WON", "3, nn, LOST", "3, yny, WON",
            "3, ynn, LOST", "3, yyn, WON",
            "4, yy, PENDING", "4, yyy, WON", "4, nn, LOST", "4, yynn, LOST",
            "5, yynn, PENDING", "5, yyy, WON", "5, nnn, LOST", "5, yynny, WON", "5, yynnn, LOST",
            "15, yyyyyyy, PENDING", "15, yyyyyyyy, WON", "15, nnnnnnn, PENDING", "15, nnnnnnnn, LOST"
    })
    void aMajorityIsNeeded(int members, String said, Outcome outcome) {
        Votes voted = Votes.of(configuration(members));
        for (int i = 0; i < said.length(); i++) {
            boolean counts = said.charAt(i) == 'y' ? voted.grant(MEMBERS.get(i)) : voted.deny(MEMBERS.get(i));
            assertThat(counts).isTrue();
        }
        assertThat(voted.outcome()).isEqualTo(outcome);
    }

    @Test
    void aMemberThatVotesTwiceCountsOnce() {
        assertThat(votes.grant(A)).isTrue();
        assertThat(votes.grant(A)).isFalse();
        assertThat(votes.granted()).isEqualTo(1);
        assertThat(votes.outcome()).isEqualTo(Outcome.PENDING);
        votes.deny(B);
        assertThat(votes.deny(B)).isFalse();
        assertThat(votes.outcome()).isEqualTo(Outcome.PENDING);
    }

    @Test
    void theFirstVoteOfAMemberStands() {
        votes.grant(A);
        assertThat(votes.deny(A)).isFalse();
        votes.deny(B);
        assertThat(votes.grant(B)).isFalse();
        assertThat(votes.granting()).containsExactly(A);
        assertThat(votes.possible()).isEqualTo(2);
        assertThat(votes.open()).isEqualTo(1);
    }

    @Test
    void aNodeThatIsNoMemberOrHasAnotherDiskHasNoVote() {
        assertThat(votes.grant(STRANGER)).isFalse();
        assertThat(votes.grant(OTHER_DISK)).isFalse();
        assertThat(votes.deny(STRANGER)).isFalse();
        assertThat(votes.deny(OTHER_DISK)).isFalse();
        assertThat(votes.granted()).isZero();
        assertThat(votes.open()).isEqualTo(3);
        assertThat(votes.hasGranted(STRANGER)).isFalse();
    }

    @Test
    void tellsWhoGrantedInTheOrderOfTheMembers() {
        votes.grant(C);
        votes.grant(A);
        assertThat(votes.granting()).containsExactly(A, C);
        assertThat(votes.hasGranted(A)).isTrue();
        assertThat(votes.hasGranted(B)).isFalse();
        assertThat(votes.isUnanimous()).isFalse();
        votes.grant(B);
        assertThat(votes.isUnanimous()).isTrue();
    }

    @Test
    void anotherNumberThanAMajorityMayBeNeeded() {
        Votes one = Votes.of(List.of(A, B, C), 1);
        one.deny(A);
        one.deny(B);
        assertThat(one.outcome()).isEqualTo(Outcome.PENDING);
        one.grant(C);
        assertThat(one.isWon()).isTrue();
    }

    @Test
    void allVotesCanBeCastAtOnce() {
        Votes won = Votes.cast(configuration(3), Set.of(A, C, STRANGER)::contains);
        assertThat(won.isWon()).isTrue();
        assertThat(won.granting()).containsExactly(A, C);
        assertThat(won.open()).isZero();
        assertThat(Votes.cast(configuration(3), Set.of(B)::contains).isLost()).isTrue();
        assertThat(Votes.cast(configuration(Configuration.MAX_MEMBERS), _ -> true).isUnanimous()).isTrue();
    }

    @Test
    void aNarrowerQuestionTurnsVotesButNoneIntoAYes() {
        votes.grant(A);
        votes.deny(B);
        Votes narrower = votes.narrowed(member -> !member.equals(A));
        assertThat(narrower.isLost()).isTrue();
        assertThat(narrower.open()).isEqualTo(1);
        assertThat(votes.granting()).containsExactly(A);
        assertThat(votes.narrowed(_ -> true).granting()).containsExactly(A);
    }

    @Test
    void moreMembersThanBitsAreABug() {
        List<Member> many = IntStream.range(0, Long.SIZE).mapToObj(number -> member("many", number)).toList();
        assertThatIllegalArgumentException().isThrownBy(() -> Votes.of(many, 1));
        assertThat(Votes.of(many.subList(1, Long.SIZE), 1).grant(many.getLast())).isTrue();
    }

    /** The model keeps two sets of members. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void countsLikeTwoSetsOfMembers(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            int members = 1 + random.nextInt(Configuration.MAX_MEMBERS);
            Configuration configuration = configuration(members);
            Votes counted = Votes.of(configuration);
            Set<Member> yes = new HashSet<>();
            Set<Member> no = new HashSet<>();
            for (int vote = 0; vote < 2 * members; vote++) {
                Member member = MEMBERS.get(random.nextInt(MEMBERS.size()));
                boolean grants = random.nextBoolean();
                boolean counts = configuration.contains(member) && !yes.contains(member) && !no.contains(member);
                assertThat(grants ? counted.grant(member) : counted.deny(member)).isEqualTo(counts);
                if (counts) {
                    (grants ? yes : no).add(member);
                }
                assertCounted(counted, configuration, yes, no);
            }
        }
    }

    private static void assertCounted(Votes votes, Configuration configuration, Set<Member> yes, Set<Member> no) {
        int possible = configuration.members().size() - no.size();
        boolean isWon = 2 * yes.size() > configuration.members().size();
        boolean isLost = 2 * possible <= configuration.members().size();
        assertThat(votes.outcome() == Outcome.PENDING).isEqualTo(!isWon && !isLost);
        assertThat(votes.isWon()).isEqualTo(isWon);
        assertThat(votes.isLost()).isEqualTo(isLost);
        assertThat(votes.granting()).isEqualTo(yes);
        assertThat(votes.granted()).isEqualTo(yes.size());
        assertThat(votes.possible()).isEqualTo(possible);
        assertThat(votes.open()).isEqualTo(possible - yes.size());
        assertThat(votes.isUnanimous()).isEqualTo(yes.size() == configuration.members().size());
        assertThat(configuration.members().stream().filter(votes::hasGranted).collect(Collectors.toSet()))
                .isEqualTo(yes);
    }

    private static Configuration configuration(int members) {
        return new Configuration(1, MEMBERS.subList(0, members));
    }

    private static Member member(String name, long disk) {
        return new Member(Id.ofNode("c", name), new DiskId(0, disk));
    }
}
