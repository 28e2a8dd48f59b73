package io.kadmos.dht.register.replica;

import static io.kadmos.dht.register.gateway.Samples.ballot;
import static io.kadmos.dht.register.gateway.Samples.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.register.gateway.Samples;
import io.kadmos.dht.register.replica.Acceptor.Verdict;
import io.kadmos.dht.storage.Row;
import io.kadmos.dht.storage.SampleRows;

class AcceptorTest {

    private static final Key KEY = Key.of("key");
    private static final Slot SLOT = new Slot(0);
    private static final Verdict GRANT = new Verdict.Grant();

    private final Row row = SampleRows.empty(SLOT, KEY);

    @Test
    void aHigherBallotIsPromisedAndALowerOneRefused() {
        assertThat(Acceptor.prepare(row, ballot(2))).isEqualTo(GRANT);
        row.promise(ballot(2));
        assertThat(Acceptor.prepare(row, ballot(1))).isEqualTo(refused(2));
    }

    @Test
    void aRepeatedPromiseIsGivenAgain() {
        row.promise(ballot(2));
        assertThat(Acceptor.prepare(row, ballot(2))).isEqualTo(GRANT);
    }

    @Test
    void aRecordIsAcceptedAtThePromisedBallotAndAboveButNotBelow() {
        row.promise(ballot(2));
        assertThat(Acceptor.accept(row, record(1, "late"))).isEqualTo(refused(2));
        assertThat(Acceptor.accept(row, record(2, "promised"))).isEqualTo(GRANT);
        assertThat(Acceptor.accept(row, record(3, "above"))).isEqualTo(GRANT);
    }

    @Test
    void aRecordThatIsHeldAlreadyIsConfirmedEvenBelowALaterPromise() {
        StoredRecord held = record(2, "held");
        Row holding = SampleRows.holding(SLOT, KEY, held);
        holding.promise(ballot(5));
        assertThat(Acceptor.accept(holding, held)).isEqualTo(new Verdict.Repeat());
    }

    @Test
    void aDamagedRowPromisesNothingAndAcceptsOnlyAboveTheCeiling() {
        Row damaged = SampleRows.damaged(SLOT, KEY, ballot(9).hlc());
        assertThat(Acceptor.prepare(damaged, ballot(20))).isEqualTo(new Verdict.Refuse(new Response.Damaged()));
        assertThat(Acceptor.accept(damaged, record(9, "below"))).isInstanceOf(Verdict.Refuse.class);
        assertThat(Acceptor.accept(damaged, record(10, "above"))).isEqualTo(GRANT);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void promisesAndAcceptedBallotsNeverFall(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        Row changing = SampleRows.empty(SLOT, KEY);
        for (int i = 0; i < 1_000; i++) {
            int counter = random.nextInt(1, 500);
            var before = changing.promised(Samples.EPOCH);
            if (random.nextBoolean()) {
                if (Acceptor.prepare(changing, ballot(counter)).equals(GRANT)) {
                    changing.promise(ballot(counter));
                }
            } else if (Acceptor.accept(changing, record(counter % 8, "value").at(ballot(counter))).equals(GRANT)) {
                SampleRows.replace(changing, record(counter % 8, "value").at(ballot(counter)));
                assertThat(changing.record().orElseThrow().accepted()).isGreaterThanOrEqualTo(before);
            }
            assertThat(changing.promised(Samples.EPOCH)).as("seed %s", seed).isGreaterThanOrEqualTo(before);
        }
    }

    private static Verdict refused(int counter) {
        return new Verdict.Refuse(new Response.Outbid(ballot(counter)));
    }
}
