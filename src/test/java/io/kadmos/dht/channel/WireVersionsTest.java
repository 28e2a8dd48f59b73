package io.kadmos.dht.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.kadmos.dht.event.NodeEvent.DropReason;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;

/** Nodes of three releases: the first speaks version 1, the second 1 and 2, the third 2 and 3. */
final class WireVersionsTest {

    private static final WireVersions FIRST = new WireVersions(1, 1);
    private static final WireVersions SECOND = new WireVersions(1, 2);
    private static final WireVersions THIRD = new WireVersions(2, 3);
    private static final Id ALICE = Id.ofNode("c", "alice");
    private static final Id BOB = Id.ofNode("c", "bob");
    private static final Endpoint HERE = Endpoint.of(new byte[]{127, 0, 0, 1}, 7400);

    private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(12);

    /** The version bytes of datagrams, which must never change. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1, 0x01", "1, 2, 1, 0x11", "1, 2, 2, 0x02", "2, 3, 2, 0x12", "2, 3, 3, 0x03"})
    void showsWhatItSpeaksInOneByte(int oldest, int newest, int written, int expected) {
        assertThat(new WireVersions(oldest, newest).versionByte(written)).isEqualTo(expected);
    }

    @Test
    void speaksTheNewestThatBothUnderstand() {
        for (WireVersions ours : new WireVersions[]{FIRST, SECOND, THIRD}) {
            for (WireVersions theirs : new WireVersions[]{FIRST, SECOND, THIRD}) {
                boolean overlap = ours.oldest() <= theirs.newest() && theirs.oldest() <= ours.newest();
                int hello = theirs.versionByte(theirs.oldest());
                if (overlap && ours.understand(hello)) {
                    assertThat(ours.shared(hello)).isEqualTo(Math.min(ours.newest(), theirs.newest()));
                }
                assertThat(overlap || !ours.understand(hello)).isTrue();
            }
        }
    }

    @Test
    void refusesMoreThanTwoVersions() {
        assertThatThrownBy(() -> new WireVersions(1, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WireVersions(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WireVersions(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WireVersions(15, 16)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void movesUpWhenItHasHeardThatTheOtherCan() {
        Seal alice = seal(ALICE, SECOND);
        Seal bob = seal(BOB, SECOND);
        byte[] first = send(alice, BOB);
        assertThat(first[1]).as("nothing is known yet").isEqualTo((byte) 0x11);
        assertOpens(bob, first);
        byte[] answer = send(bob, ALICE);
        assertThat(answer[1]).isEqualTo((byte) 0x02);
        assertOpens(alice, answer);
        assertThat(send(alice, BOB)[1]).isEqualTo((byte) 0x02);
        assertThat(send(alice, Id.ZERO)[1]).as("to a node whose id is unknown").isEqualTo((byte) 0x11);
    }

    @Test
    void staysAtTheOldestWithAnOlderNode() {
        Seal alice = seal(ALICE, SECOND);
        Seal bob = seal(BOB, FIRST);
        for (int i = 0; i < 3; i++) {
            byte[] down = send(alice, BOB);
            assertThat(down[1]).isEqualTo((byte) 0x11);
            assertOpens(bob, down);
            byte[] up = send(bob, ALICE);
            assertThat(up[1]).isEqualTo((byte) 0x01);
            assertOpens(alice, up);
        }
    }

    @Test
    void goesBackWithANodeThatGoesBack() {
        Seal alice = seal(ALICE, SECOND);
        assertOpens(alice, send(seal(BOB, SECOND), ALICE));
        assertThat(send(alice, BOB)[1]).isEqualTo((byte) 0x02);
        Seal older = seal(BOB, FIRST);
        assertThat(older.open(HERE, send(alice, BOB))).isEqualTo(Opening.Rejected.UNKNOWN_WIRE_VERSION);
        assertOpens(alice, send(older, ALICE));
        assertOpens(older, send(alice, BOB));
    }

    @Test
    void understandsNoPeerTwoVersionsAway() {
        assertThat(seal(BOB, FIRST).open(HERE, send(seal(ALICE, THIRD), BOB)))
                .isEqualTo(Opening.Rejected.UNKNOWN_WIRE_VERSION);
        assertThat(seal(BOB, THIRD).open(HERE, send(seal(ALICE, FIRST), BOB)))
                .isEqualTo(Opening.Rejected.UNKNOWN_WIRE_VERSION);
    }

    @Test
    void believesNoOtherNodeAboutWhatAPeerSpeaks() {
        Seal alice = seal(ALICE, SECOND);
        byte[] forged = send(seal(BOB, SECOND), ALICE);
        forged[1] = 0x01;
        assertThat(alice.open(HERE, forged)).isEqualTo(new Opening.Rejected(DropReason.NOT_AUTHENTIC));
        byte[] authentic = send(seal(BOB, SECOND), ALICE);
        assertOpens(alice, authentic);
        byte[] replayed = authentic.clone();
        alice.open(HERE, replayed);
        assertThat(send(alice, BOB)[1]).isEqualTo((byte) 0x02);
    }

    private Seal seal(Id self, WireVersions versions) {
        return new Seal(new Credentials("c", self, Keyring.of("sixteen letters!")), versions, random);
    }

    private static byte[] send(Seal from, Id to) {
        return from.seal(to, ByteBuffer.wrap(new byte[]{1, 2, 3, 4}), Duration.ZERO);
    }

    private static void assertOpens(Seal at, byte[] datagram) {
        assertThat(at.open(HERE, datagram)).isInstanceOf(Opening.Opened.class);
    }
}
