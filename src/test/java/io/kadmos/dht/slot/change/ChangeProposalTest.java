package io.kadmos.dht.slot.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.ChangeVerdict;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Decree;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.record.SlotSuccession;
import io.kadmos.dht.record.Succession;
import io.kadmos.dht.slot.change.ChangeProposal.State;

class ChangeProposalTest {

    private static final Member A = member("a");
    private static final Member B = member("b");
    private static final Member C = member("c");
    private static final Member D = member("d");
    private static final Slot SLOT = new Slot(3);
    private static final Configuration PRESENT = new Configuration(4, List.of(A, B, C));
    private static final List<Member> WANTED = List.of(A, B, D);
    private static final ChangeVerdict PROMISED = new ChangeVerdict.Granted(SLOT, null);

    private final ChangeProposal proposal = proposal(Set.of());

    @Test
    void decidesWhatItWantsWithAQuorumInBothPhases() {
        proposal.promiseAnswered(A, PROMISED);
        assertThat(proposal.state()).isEqualTo(State.PREPARING);
        proposal.promiseAnswered(B, PROMISED);
        assertThat(proposal.state()).isEqualTo(State.ACCEPTING);
        proposal.acceptAnswered(B, PROMISED);
        proposal.acceptAnswered(C, PROMISED);
        assertThat(proposal.state()).isEqualTo(State.DECIDED);
        assertThat(proposal.decision())
                .isEqualTo(new SlotSuccession(SLOT, new Succession(PRESENT, new Configuration(5, WANTED))));
    }

    @Test
    void carriesOnWhatMayHaveBeenDecidedBefore() {
        proposal.promiseAnswered(A, new ChangeVerdict.Granted(SLOT, new Decree(Decree.ballot(1, 1), List.of(A))));
        proposal.promiseAnswered(C, new ChangeVerdict.Granted(SLOT, new Decree(Decree.ballot(2, 1), List.of(C))));
        assertThat(proposal.value()).containsExactly(C);
    }

    @Test
    void oneAnswerCountsOnce() {
        proposal.promiseAnswered(A, PROMISED);
        proposal.promiseAnswered(A, PROMISED);
        assertThat(proposal.state()).isEqualTo(State.PREPARING);
    }

    @Test
    void aMemberOfTheNextEpochAloneHasNoVote() {
        proposal.promiseAnswered(A, PROMISED);
        proposal.promiseAnswered(D, new ChangeVerdict.Granted(SLOT, new Decree(Decree.ballot(1, 1), List.of(D))));
        assertThat(proposal.state()).isEqualTo(State.PREPARING);
        assertThat(proposal.value()).isEqualTo(WANTED);
        proposal.promiseAnswered(B, new ChangeVerdict.NoSay(SLOT));
        proposal.promiseAnswered(D, new ChangeVerdict.NoSay(SLOT));
        assertThat(proposal.state()).isEqualTo(State.PREPARING);
        proposal.promiseAnswered(C, PROMISED);
        proposal.acceptAnswered(A, PROMISED);
        proposal.acceptAnswered(D, PROMISED);
        assertThat(proposal.state()).isEqualTo(State.ACCEPTING);
    }

    @Test
    void failsWhenNoQuorumIsLeft() {
        proposal.promiseAnswered(A, new ChangeVerdict.NoSay(SLOT));
        assertThat(proposal.state()).isEqualTo(State.PREPARING);
        proposal.promiseAnswered(B, new ChangeVerdict.Outbid(SLOT, Decree.ballot(9, 9)));
        assertThat(proposal.state()).isEqualTo(State.FAILED);
    }

    @Test
    void aMemberThatFailedInTheFirstPhaseMayAcceptInTheSecond() {
        proposal.promiseAnswered(A, new ChangeVerdict.NoSay(SLOT));
        proposal.promiseAnswered(B, PROMISED);
        proposal.promiseAnswered(C, PROMISED);
        proposal.acceptAnswered(A, PROMISED);
        proposal.acceptAnswered(C, new ChangeVerdict.NoSay(SLOT));
        assertThat(proposal.state()).isEqualTo(State.ACCEPTING);
        proposal.acceptAnswered(B, PROMISED);
        assertThat(proposal.state()).isEqualTo(State.DECIDED);
    }

    @Test
    void proposesNothingNewWithoutThePromisesOfThoseWhoStay() {
        ChangeProposal careful = proposal(Set.of(A, B));
        careful.promiseAnswered(A, PROMISED);
        careful.promiseAnswered(C, PROMISED);
        assertThat(careful.state()).isEqualTo(State.PREPARING);
        careful.promiseAnswered(B, new ChangeVerdict.NoSay(SLOT));
        assertThat(careful.state()).isEqualTo(State.FAILED);
    }

    @Test
    void finishesWhatMayBeDecidedWithAnyQuorum() {
        ChangeProposal careful = proposal(Set.of(A, B));
        careful.promiseAnswered(A, new ChangeVerdict.Granted(SLOT, new Decree(Decree.ballot(1, 1), List.of(D))));
        careful.promiseAnswered(C, PROMISED);
        assertThat(careful.state()).isEqualTo(State.ACCEPTING);
        assertThat(careful.value()).containsExactly(D);
    }

    private static ChangeProposal proposal(Set<Member> staying) {
        return new ChangeProposal(new SlotEpoch(SLOT, 4), PRESENT, WANTED, staying);
    }

    private static Member member(String name) {
        return new Member(Id.ofNode("c", name), new DiskId(1, 1));
    }
}
