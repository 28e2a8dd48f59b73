package io.kadmos.dht.register.gateway;

import static io.kadmos.dht.register.gateway.Samples.A;
import static io.kadmos.dht.register.gateway.Samples.B;
import static io.kadmos.dht.register.gateway.Samples.C;
import static io.kadmos.dht.register.gateway.Samples.CONFIGURATION;
import static io.kadmos.dht.register.gateway.Samples.NEWER;
import static io.kadmos.dht.register.gateway.Samples.NOW;
import static io.kadmos.dht.register.gateway.Samples.STRANGER;
import static io.kadmos.dht.register.gateway.Samples.ballot;
import static io.kadmos.dht.register.gateway.Samples.put;
import static io.kadmos.dht.register.gateway.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.kadmos.dht.message.Response;
import io.kadmos.dht.register.Conditions;
import io.kadmos.dht.register.gateway.Operation.Result;
import io.kadmos.dht.register.gateway.Proposal.Step;

class ProposalTest {

    private static final Response.Promised PROMISED = new Response.Promised(null, null, false);

    private final Operation operation = Operation.apply(put("new", Conditions.NONE), version(1), NOW);
    private final Proposal proposal = new Proposal(operation, CONFIGURATION, ballot(10));

    @Test
    void oneQuorumPromisesAndOneAccepts() {
        assertThat(proposal.promiseAnswered(A, PROMISED, NOW)).isEqualTo(new Step.Wait());
        assertThat(proposal.promiseAnswered(B, PROMISED, NOW)).isInstanceOf(Step.Accept.class);
        assertThat(proposal.acceptAnswered(C, new Response.Accepted())).isEqualTo(new Step.Wait());
        assertThat(proposal.acceptAnswered(A, new Response.Accepted()))
                .isEqualTo(new Step.Done(new Result.Applied(version(1), true, null), 2));
    }

    @Test
    void aMemberThatAnswersTwiceCountsOnce() {
        proposal.promiseAnswered(A, PROMISED, NOW);
        assertThat(proposal.promiseAnswered(A, PROMISED, NOW)).isEqualTo(new Step.Wait());
        proposal.promiseAnswered(B, PROMISED, NOW);
        proposal.acceptAnswered(A, new Response.Accepted());
        assertThat(proposal.acceptAnswered(A, new Response.Accepted())).isEqualTo(new Step.Wait());
    }

    @Test
    void aMemberOfAnotherConfigurationHasNoVote() {
        proposal.promiseAnswered(A, PROMISED, NOW);
        assertThat(proposal.promiseAnswered(STRANGER, PROMISED, NOW)).isEqualTo(new Step.Wait());
        assertThat(proposal.failed(STRANGER)).isEqualTo(new Step.Wait());
        assertThat(proposal.promiseAnswered(B, PROMISED, NOW)).isInstanceOf(Step.Accept.class);
        proposal.acceptAnswered(A, new Response.Accepted());
        assertThat(proposal.acceptAnswered(STRANGER, new Response.Accepted())).isEqualTo(new Step.Wait());
    }

    @Test
    void aRoundThatCannotFindAQuorumRunsAgainAboveWhatOutbidIt() {
        assertThat(proposal.promiseAnswered(A, new Response.Outbid(ballot(30)), NOW)).isEqualTo(new Step.Wait());
        assertThat(proposal.promiseAnswered(B, new Response.Outbid(ballot(20)), NOW))
                .isEqualTo(new Step.Outbid(ballot(30)));
    }

    @Test
    void aRoundThatWasRefusedDoesNotWaitForThoseWhoAreLate() {
        assertThat(proposal.overdue()).isEqualTo(new Step.Wait());
        proposal.promiseAnswered(A, new Response.Outbid(ballot(30)), NOW);
        assertThat(proposal.overdue()).isEqualTo(new Step.Outbid(ballot(30)));
    }

    @Test
    void silenceCountsLikeARefusal() {
        proposal.failed(A);
        assertThat(proposal.promiseAnswered(C, new Response.Busy(), NOW)).isEqualTo(new Step.NoQuorum());
    }

    @Test
    void refusalsOfTheFirstPhaseDoNotCountInTheSecond() {
        proposal.promiseAnswered(A, new Response.Damaged(), NOW);
        proposal.promiseAnswered(B, PROMISED, NOW);
        proposal.promiseAnswered(C, PROMISED, NOW);
        assertThat(proposal.failed(C)).isEqualTo(new Step.Wait());
        proposal.acceptAnswered(B, new Response.Accepted());
        assertThat(proposal.acceptAnswered(A, new Response.Accepted())).isInstanceOf(Step.Done.class);
    }

    @Test
    void aLatePromiseIsIgnored() {
        proposal.promiseAnswered(A, PROMISED, NOW);
        proposal.promiseAnswered(B, PROMISED, NOW);
        assertThat(proposal.promiseAnswered(C, PROMISED, NOW)).isEqualTo(new Step.Wait());
    }

    @Test
    void anAcceptThatEveryMemberRefusedCountsAsSentNevertheless() {
        proposal.promiseAnswered(A, PROMISED, NOW);
        proposal.promiseAnswered(B, PROMISED, NOW);
        proposal.acceptAnswered(A, new Response.Outbid(ballot(30)));
        assertThat(proposal.acceptAnswered(B, new Response.Outbid(ballot(20))))
                .isEqualTo(new Step.Outbid(ballot(30)));
        proposal.acceptAnswered(C, new Response.Outbid(ballot(20)));
        assertThat(operation.isSent()).isTrue();
    }

    @Test
    void aNewerConfigurationIsFollowed() {
        assertThat(proposal.promiseAnswered(A, new Response.WrongEpoch(NEWER), NOW)).isEqualTo(new Step.Moved(NEWER));
    }
}
