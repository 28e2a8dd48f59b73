package io.kadmos.dht.register.gateway;

import static io.kadmos.dht.register.gateway.Samples.EPOCH;
import static io.kadmos.dht.register.gateway.Samples.NOW;
import static io.kadmos.dht.register.gateway.Samples.OP;
import static io.kadmos.dht.register.gateway.Samples.ballot;
import static io.kadmos.dht.register.gateway.Samples.body;
import static io.kadmos.dht.register.gateway.Samples.held;
import static io.kadmos.dht.register.gateway.Samples.outlineOnly;
import static io.kadmos.dht.register.gateway.Samples.put;
import static io.kadmos.dht.register.gateway.Samples.record;
import static io.kadmos.dht.register.gateway.Samples.tombstone;
import static io.kadmos.dht.register.gateway.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.record.AppliedOp;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Lineage;
import io.kadmos.dht.record.OpId;
import io.kadmos.dht.record.Outline;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.record.Version;
import io.kadmos.dht.register.Conditions;
import io.kadmos.dht.register.Conditions.Tags;
import io.kadmos.dht.register.Mutation;
import io.kadmos.dht.register.Mutation.Effect;
import io.kadmos.dht.register.gateway.Operation.Decision;
import io.kadmos.dht.register.gateway.Operation.Decision.Propose;
import io.kadmos.dht.register.gateway.Operation.Result;

class OperationTest {

    private static final Ballot BALLOT = ballot(100);
    private static final Version VERSION = version(50);
    private static final Conditions CREATE_ONLY = new Conditions(null, new Tags.Any());

    @Test
    void aPutOverNothingCreates() {
        Propose propose = propose(write(put("new", Conditions.NONE)), Held.NOTHING, Held.NOTHING);
        assertThat(propose.result()).isEqualTo(new Result.Applied(VERSION, true, null));
        assertThat(propose.record().body()).isEqualTo(body("new"));
        assertThat(propose.record().accepted()).isEqualTo(BALLOT);
        assertThat(propose.record().outline().version()).isEqualTo(VERSION);
        assertThat(propose.record().outline().lineage().newest()).containsExactly(new AppliedOp(OP, VERSION, true));
    }

    @Test
    void aPutReplacesTheRecordOfTheGreatestBallot() {
        Propose propose = propose(write(put("new", Conditions.NONE)), outlineOnly(record(2, "two")),
                held(record(1, "one")));
        assertThat(propose.result()).isEqualTo(new Result.Applied(VERSION, false, null));
        assertThat(propose.record().outline().lineage().chainCount()).isEqualTo(3);
    }

    @Test
    void aPutOverATombstoneCreates() {
        Propose propose = propose(write(put("new", CREATE_ONLY)), held(tombstone(2)), Held.NOTHING);
        assertThat(propose.result()).isEqualTo(new Result.Applied(VERSION, true, null));
    }

    @Test
    void aDeleteSetsATombstone() {
        Operation delete = write(new Mutation(OP, Conditions.NONE, new Effect.Delete()));
        assertThat(propose(delete, held(record(1, "old")), Held.NOTHING).record().outline().tombstone()).isTrue();
    }

    @Test
    void aFailedConditionHasTheRecordAcceptedAgainBeforeItIsTold() {
        Propose propose = propose(write(put("new", CREATE_ONLY)), held(record(3, "there")), Held.NOTHING);
        assertThat(propose.result()).isEqualTo(new Result.Failed(Optional.of(version(3))));
        assertThat(propose.record()).isEqualTo(record(3, "there").at(BALLOT));
    }

    @Test
    void aFailedConditionOverNothingAtAllIsToldAtOnce() {
        Conditions onlyReplace = new Conditions(new Tags.Any(), null);
        assertThat(write(put("new", onlyReplace)).decide(promises(Held.NOTHING, Held.NOTHING), BALLOT, NOW))
                .isEqualTo(new Decision.Answer(new Result.Failed(Optional.empty())));
    }

    @Test
    void acceptingAgainNeedsTheBody() {
        assertThat(write(put("new", CREATE_ONLY)).decide(promises(outlineOnly(record(3, "there"))), BALLOT, NOW))
                .isEqualTo(new Decision.NeedsBody());
    }

    @Test
    void aRetryRecognisesItsOwnWriteAndAppliesNothing() {
        Operation operation = write(put("new", CREATE_ONLY));
        StoredRecord own = propose(operation, Held.NOTHING, Held.NOTHING).record();
        Propose again = (Propose) operation.decide(promises(held(own)), ballot(200), NOW);
        assertThat(again.record()).isEqualTo(own.at(ballot(200)));
        assertThat(again.result()).isEqualTo(new Result.Applied(VERSION, true, null));
    }

    @Test
    void aRetryThroughAnotherGatewayIsToldTheFirstVersion() {
        StoredRecord first = propose(write(put("new", Conditions.NONE)), held(record(1, "old"))).record();
        Operation retry = Operation.apply(put("other body", Conditions.NONE), version(77), NOW);
        Propose again = (Propose) retry.decide(promises(held(first)), ballot(200), NOW);
        assertThat(again.result()).isEqualTo(new Result.Applied(VERSION, false, null));
        assertThat(again.record().body()).isEqualTo(body("new"));
        assertThat(retry.isSent()).as("no gateway may answer that the write was not applied").isTrue();
    }

    @Test
    void aWriteThatWasSentIsNeverAppliedAgainOnceTheRecordHasForgotten() {
        Operation operation = write(put("new", Conditions.NONE));
        propose(operation, held(record(1, "old")));
        assertThat(operation.decide(promises(held(record(9, "eight later"))), ballot(200), NOW))
                .isInstanceOf(Propose.class);
        assertThat(operation.decide(promises(held(record(10, "nine later"))), ballot(201), NOW))
                .isEqualTo(new Decision.Untraceable());
    }

    @Test
    void theShortestChainThatAWriteWasSentOverTellsWhenTheRecordHasForgottenIt() {
        Operation operation = write(put("new", Conditions.NONE));
        propose(operation, held(record(4, "never chosen")));
        propose(operation, held(record(3, "chosen")));
        assertThat(operation.decide(promises(held(record(12, "eight after ours"))), ballot(201), NOW))
                .isEqualTo(new Decision.Untraceable());
    }

    @Test
    void aRetryThatFoundItsWriteIsNotAppliedOnceTheRecordHasForgottenIt() {
        StoredRecord own = propose(write(put("new", Conditions.NONE)), held(record(1, "old"))).record();
        Operation retry = write(put("new", Conditions.NONE));
        StoredRecord oldest = behind(own, Lineage.REMEMBERED - 1);
        assertThat(retry.decide(promises(held(oldest)), ballot(200), NOW)).isInstanceOf(Propose.class);
        assertThat(retry.decide(promises(held(behind(own, Lineage.REMEMBERED))), ballot(201), NOW))
                .isEqualTo(new Decision.Untraceable());
    }

    @Test
    void aWriteThatWasSentIsNeverAppliedAgainToAChainOfALaterEpoch() {
        Operation operation = write(put("new", Conditions.NONE));
        propose(operation, held(record(1, "old")));
        Ballot later = new Ballot(EPOCH + 1, BALLOT.hlc() + 1, 7);
        assertThat(operation.decide(promises(Held.NOTHING, Held.NOTHING), later, NOW))
                .isEqualTo(new Decision.Untraceable());
    }

    @Test
    void anEndedValueCountsAsAbsentAndIsBuried() {
        StoredRecord ended = record(ballot(3), 3, "ended", NOW.toEpochMilli());
        Propose read = propose(Operation.identity(), held(ended));
        assertThat(read.record().outline().tombstone()).isTrue();
        assertThat(((Result.Kept) read.result()).held().read().value()).isEmpty();
        Propose put = propose(write(put("new", CREATE_ONLY)), held(ended));
        assertThat(put.result()).isEqualTo(new Result.Applied(VERSION, true, null));
    }

    @Test
    void aFailedConditionOverAnEndedValueBuriesItInsteadOfAcceptingItAgain() {
        StoredRecord ended = record(ballot(3), 3, "ended", NOW.toEpochMilli());
        Conditions ifMatch = new Conditions(new Tags.OneOf(Set.of(version(3))), null);
        Propose propose = propose(write(put("new", ifMatch)), outlineOnly(ended));
        assertThat(propose.result()).isEqualTo(new Result.Failed(Optional.empty()));
        assertThat(propose.record().outline().tombstone()).isTrue();
    }

    @Test
    void aTimeToLiveBeginsWhenTheGatewayTakesTheRequest() {
        Mutation mutation = new Mutation(OP, Conditions.NONE, new Effect.Put(body("new"), Duration.ofSeconds(30)));
        Propose propose = propose(Operation.apply(mutation, VERSION, NOW), Held.NOTHING);
        assertThat(propose.record().outline().expiresAtMillis()).isEqualTo(NOW.plusSeconds(30).toEpochMilli());
    }

    @Test
    void settlingAcceptsTheNewestRecordAgainUnchanged() {
        Propose propose = propose(Operation.identity(), held(record(2, "two")), held(record(1, "one")));
        assertThat(propose.record()).isEqualTo(record(2, "two").at(BALLOT));
    }

    @Test
    void whatIsAbsentInThisEpochBeatsAStragglerOfAnOlderOne() {
        Ballot older = new Ballot(EPOCH - 1, BALLOT.hlc(), 7);
        Held straggler = held(record(older, 1, "straggler", Outline.NEVER));
        Propose propose = propose(Operation.identity(), straggler, Held.NOTHING);
        assertThat(propose.record().outline().tombstone()).isTrue();
        assertThat(((Result.Kept) propose.result()).held().read().value()).isEmpty();
    }

    @Test
    void fullDisksRefuseGrowthAndNothingElse() {
        Promises full = new Promises(List.of(held(record(1, "old"))), true);
        assertThat(write(put("new", Conditions.NONE)).decide(full, BALLOT, NOW)).isEqualTo(new Decision.Full());
        assertThat(write(new Mutation(OP, Conditions.NONE, new Effect.Delete())).decide(full, BALLOT, NOW))
                .isInstanceOf(Propose.class);
        assertThat(Operation.identity().decide(full, BALLOT, NOW)).isInstanceOf(Propose.class);
    }

    private static Operation write(Mutation mutation) {
        return Operation.apply(mutation, VERSION, NOW);
    }

    private static Propose propose(Operation operation, Held... held) {
        return (Propose) operation.decide(promises(held), BALLOT, NOW);
    }

    private static Promises promises(Held... held) {
        return new Promises(List.of(held), false);
    }

    /** The record that stands after so many writes of other clients followed this one. */
    private static StoredRecord behind(StoredRecord record, int writes) {
        Outline outline = record.outline();
        Lineage lineage = outline.lineage();
        for (int i = 1; i <= writes; i++) {
            lineage = lineage.push(new AppliedOp(new OpId(98, i), version(100 + i), false));
        }
        return new StoredRecord(new Outline(ballot(100 + writes), version(100 + writes), false, Outline.NEVER, lineage),
                body("later"));
    }
}
