package io.kadmos.dht.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Introduction;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.NodeState;

class AddressBookTest {

    private static final DiskId DISK = new DiskId(1, 1);
    private static final DiskId OTHER_DISK = new DiskId(2, 2);
    private static final Endpoint HOME = Town.endpoint(1);
    private static final Endpoint ELSEWHERE = Town.endpoint(2);
    private static final Id ADA = new Id(1, 0, 0);

    private final AddressBook book = new AddressBook(2);

    @Test
    void takesWhoAnswered() {
        assertThat(answered(HOME, introduction(DISK, 1, HOME), 0)).isInstanceOf(Acquaintance.New.class);
        assertThat(answered(HOME, introduction(DISK, 1, HOME), 1)).isInstanceOf(Acquaintance.Same.class);
        assertThat(book.peer(ADA)).map(Peer::lastHeard).contains(at(1));
    }

    @Test
    void followsARestartToItsNewAddress() {
        answered(HOME, introduction(DISK, 1, HOME), 0);
        assertThat(answered(ELSEWHERE, introduction(DISK, 2, ELSEWHERE), 1)).isInstanceOf(Acquaintance.Changed.class);
        assertThat(book.peer(ADA)).map(Peer::contact).contains(new Contact(ADA, ELSEWHERE));
    }

    @Test
    void ignoresALateAnswerOfAnEarlierStart() {
        answered(HOME, introduction(DISK, 2, HOME), 0);
        assertThat(answered(ELSEWHERE, introduction(DISK, 1, ELSEWHERE), 1)).isInstanceOf(Acquaintance.Outdated.class);
        assertThat(book.peer(ADA)).map(Peer::contact).contains(new Contact(ADA, HOME));
    }

    @Test
    void doesNotCompareTheIncarnationsOfTwoDisks() {
        answered(HOME, introduction(DISK, 9, HOME), 0);
        assertThat(answered(ELSEWHERE, introduction(OTHER_DISK, 1, ELSEWHERE), 1))
                .isInstanceOf(Acquaintance.OtherDisk.class);
        assertThat(book.peer(ADA)).map(Peer::disk).contains(DISK);
    }

    @Test
    void prefersTheAdvertisedAddressOnceItAnswered() {
        answered(ELSEWHERE, introduction(DISK, 1, HOME), 0);
        assertThat(book.peer(ADA)).map(Peer::contact).contains(new Contact(ADA, ELSEWHERE));
        answered(HOME, introduction(DISK, 1, HOME), 1);
        answered(ELSEWHERE, introduction(DISK, 1, HOME), 2);
        assertThat(book.peer(ADA)).map(Peer::contact).contains(new Contact(ADA, HOME));
    }

    @Test
    void aSuspectThatIsHeardIsWhatItWasBefore() {
        answered(HOME, introduction(DISK, 1, HOME), 0);
        assertThat(book.suspect(ADA)).map(Peer::state).contains(NodeState.SUSPECT);
        assertThat(book.suspect(ADA)).isEmpty();
        assertThat(book.heardCount()).isZero();
        assertThat(book.heard(ADA, at(1))).map(Peer::state).contains(NodeState.ACTIVE);
        assertThat(book.heard(ADA, at(2))).isEmpty();
    }

    @Test
    void atItsBoundForgetsTheLongestSilentAndNoOther() {
        for (int i = 1; i <= 2; i++) {
            book.answered(new Contact(new Id(i, 0, 0), HOME), introduction(DISK, 1, HOME), at(i));
        }
        Contact third = new Contact(new Id(3, 0, 0), HOME);
        assertThat(book.answered(third, introduction(DISK, 1, HOME), at(3))).isEqualTo(new Acquaintance.NoRoom());

        book.suspect(new Id(2, 0, 0));
        book.suspect(new Id(1, 0, 0));
        assertThat(book.answered(third, introduction(DISK, 1, HOME), at(3))).isInstanceOf(Acquaintance.New.class);
        assertThat(book.peers()).extracting(Peer::id).containsExactly(new Id(2, 0, 0), third.id());
    }

    private Acquaintance answered(Endpoint where, Introduction introduction, int second) {
        return book.answered(new Contact(ADA, where), introduction, at(second));
    }

    private static Introduction introduction(DiskId disk, long incarnation, Endpoint advertised) {
        return new Introduction("ada", disk, incarnation, advertised, null, NodeState.ACTIVE, 0, "test");
    }

    private static Moment at(int second) {
        return new Moment(Duration.ofSeconds(second), Instant.EPOCH.plusSeconds(second));
    }
}
