package io.kadmos.dht.register.gateway;

import static io.kadmos.dht.register.gateway.Samples.A;
import static io.kadmos.dht.register.gateway.Samples.B;
import static io.kadmos.dht.register.gateway.Samples.C;
import static io.kadmos.dht.register.gateway.Samples.CONFIGURATION;
import static io.kadmos.dht.register.gateway.Samples.EPOCH;
import static io.kadmos.dht.register.gateway.Samples.NEWER;
import static io.kadmos.dht.register.gateway.Samples.STRANGER;
import static io.kadmos.dht.register.gateway.Samples.ballot;
import static io.kadmos.dht.register.gateway.Samples.held;
import static io.kadmos.dht.register.gateway.Samples.outlineOnly;
import static io.kadmos.dht.register.gateway.Samples.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Outline;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.record.Succession;
import io.kadmos.dht.register.gateway.QuorumRead.Step;

class QuorumReadTest {

    private static final Response.Current NOTHING = new Response.Current(null, null);

    private final QuorumRead read = new QuorumRead(CONFIGURATION);

    @Test
    void aQuorumThatHoldsTheSameAgrees() {
        assertThat(read.answered(A, current(record(1, "one")))).isEqualTo(new Step.Wait());
        assertThat(read.answered(B, outline(record(1, "one"))))
                .isEqualTo(new Step.Agreed(held(record(1, "one")), Set.of(A, B)));
    }

    @Test
    void aQuorumThatHoldsNothingAgrees() {
        read.answered(A, NOTHING);
        assertThat(read.answered(C, NOTHING)).isEqualTo(new Step.Agreed(Held.NOTHING, Set.of(A, C)));
    }

    @Test
    void theBodyIsMissingIfNoMemberSentIt() {
        read.answered(A, outline(record(1, "one")));
        assertThat(read.answered(B, outline(record(1, "one"))))
                .isEqualTo(new Step.Agreed(outlineOnly(record(1, "one")), Set.of(A, B)));
    }

    @Test
    void aNewerRecordOfOneMemberMustBeConfirmedByAnother() {
        read.answered(A, current(record(2, "two")));
        assertThat(read.answered(B, current(record(1, "one")))).isEqualTo(new Step.Wait());
        assertThat(read.answered(C, current(record(2, "two"))))
                .isEqualTo(new Step.Agreed(held(record(2, "two")), Set.of(A, C)));
    }

    @Test
    void anOlderQuorumIsOutvotedByANewerRecord() {
        read.answered(A, current(record(2, "two")));
        read.answered(B, current(record(1, "one")));
        assertThat(read.answered(C, current(record(1, "one")))).isEqualTo(new Step.Disagreement());
        assertThat(read.hasQuorum()).isTrue();
    }

    @Test
    void aRecordThatOneMemberDoesNotHaveDisagreesWhenTheThirdIsSilent() {
        read.answered(A, current(record(1, "one")));
        read.answered(B, NOTHING);
        assertThat(read.failed(C)).isEqualTo(new Step.Disagreement());
    }

    @Test
    void recordsOfAnOlderEpochAreNeverToldInOneRoundTrip() {
        StoredRecord older = record(new Ballot(EPOCH - 1, ballot(1).hlc(), 7), 1, "older", Outline.NEVER);
        assertThat(read.answered(A, current(older))).isEqualTo(new Step.Wait());
        assertThat(read.answered(B, current(older))).isEqualTo(new Step.Disagreement());
        assertThat(read.hasQuorum()).isTrue();
    }

    @Test
    void aMemberOfAnotherConfigurationHasNoVote() {
        read.answered(A, current(record(1, "one")));
        assertThat(read.answered(STRANGER, current(record(1, "one")))).isEqualTo(new Step.Wait());
        assertThat(read.answered(STRANGER, current(record(2, "two")))).isEqualTo(new Step.Wait());
        assertThat(read.hasQuorum()).isFalse();
        assertThat(read.answered(B, current(record(1, "one"))))
                .isEqualTo(new Step.Agreed(held(record(1, "one")), Set.of(A, B)));
    }

    @Test
    void withoutAQuorumThereIsNoAnswer() {
        read.failed(A);
        read.answered(B, new Response.Damaged());
        assertThat(read.answered(C, current(record(1, "one")))).isEqualTo(new Step.Disagreement());
        assertThat(read.hasQuorum()).isFalse();
    }

    @Test
    void aNewerConfigurationIsFollowedAndAnOlderOneIsNot() {
        assertThat(read.answered(A, new Response.WrongEpoch(NEWER))).isEqualTo(new Step.Moved(NEWER));
        Succession ours = new Succession(null, CONFIGURATION);
        assertThat(read.answered(B, new Response.WrongEpoch(ours))).isEqualTo(new Step.Wait());
    }

    private static Response.Current current(StoredRecord record) {
        return new Response.Current(record.outline(), record.body());
    }

    private static Response.Current outline(StoredRecord record) {
        return new Response.Current(record.outline(), null);
    }
}
