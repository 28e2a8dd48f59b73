package io.kadmos.dht.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.event.NodeEvent.DropReason;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;

class SealTest {

    private static final String CLUSTER = "c";
    private static final Id ALICE = Id.ofNode(CLUSTER, "alice");
    private static final Id BOB = Id.ofNode(CLUSTER, "bob");
    private static final Endpoint HERE = Endpoint.of(new byte[]{127, 0, 0, 1}, 7400);
    private static final Keyring KEYRING = Keyring.of("sixteen letters!");
    private static final byte[] FRAMES = {1, 2, 3, 4};

    private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);
    private final Seal alice = seal(CLUSTER, ALICE, KEYRING);
    private final Seal bob = seal(CLUSTER, BOB, KEYRING);

    @Test
    void opensWhatWasSealedForIt() {
        byte[] datagram = sealedForBob();
        assertThat(datagram).hasSize(Seal.OVERHEAD_BYTES + FRAMES.length);
        assertThat(bob.open(HERE, datagram)).isInstanceOfSatisfying(Opening.Opened.class, opened -> {
            assertThat(opened.from().id()).isEqualTo(ALICE);
            assertThat(opened.from().endpoint()).isEqualTo(HERE);
            assertThat(opened.addressing()).isEqualTo(Addressing.ADDRESSED);
            assertThat(opened.frames()).isEqualTo(ByteBuffer.wrap(FRAMES));
        });
    }

    @Test
    void sealsTheGoldenBytes() throws IOException {
        RandomGenerator fixed = () -> 0x0102030405060708L;
        Seal sealing = new Seal(new Credentials("golden", Id.ofNode("golden", "alice"), KEYRING),
                WireVersions.CURRENT, fixed);
        byte[] datagram = sealing.seal(Id.ofNode("golden", "bob"), ByteBuffer.wrap(FRAMES), Duration.ZERO);
        try (InputStream file = SealTest.class.getResourceAsStream("/golden/datagram.hex")) {
            assertThat(file).isNotNull();
            String golden = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(HexFormat.of().formatHex(datagram)).isEqualTo(golden.replaceAll("(?m)^#.*$|\\s", ""));
        }
    }

    @Test
    void opensWhatIsUnaddressed() {
        byte[] datagram = alice.seal(Id.ZERO, ByteBuffer.wrap(FRAMES), Duration.ZERO);
        assertThat(bob.open(HERE, datagram)).isInstanceOfSatisfying(Opening.Opened.class,
                opened -> assertThat(opened.addressing()).isEqualTo(Addressing.UNADDRESSED));
    }

    @Test
    void refusesWhatWasSealedForAnother() {
        byte[] datagram = alice.seal(ALICE, ByteBuffer.wrap(FRAMES), Duration.ZERO);
        assertThat(reason(bob, datagram)).isEqualTo(DropReason.NOT_AUTHENTIC);
    }

    @Test
    void refusesAnotherClusterUnderTheSameKey() {
        Seal stranger = seal("another", ALICE, KEYRING);
        byte[] datagram = stranger.seal(BOB, ByteBuffer.wrap(FRAMES), Duration.ZERO);
        assertThat(reason(bob, datagram)).isEqualTo(DropReason.NOT_AUTHENTIC);
    }

    @Test
    void refusesAKeyItDoesNotHold() {
        Seal stranger = seal(CLUSTER, ALICE, Keyring.of("another secret.."));
        byte[] datagram = stranger.seal(BOB, ByteBuffer.wrap(FRAMES), Duration.ZERO);
        assertThat(reason(bob, datagram)).isEqualTo(DropReason.UNKNOWN_KEY);
    }

    @Test
    void opensWithADecryptOnlyKey() {
        Seal rotated = seal(CLUSTER, BOB, Keyring.of("the next secret!", List.of("sixteen letters!")));
        assertThat(rotated.open(HERE, sealedForBob())).isInstanceOf(Opening.Opened.class);
    }

    @Test
    void changesItsKeysInThreeSteps() {
        Keyring both = Keyring.of("sixteen letters!", List.of("the next secret!"));
        Keyring next = Keyring.of("the next secret!", List.of("sixteen letters!"));
        assertThat(bob.open(HERE, sealedForBob())).isInstanceOf(Opening.Opened.class);
        for (Keyring ring : List.of(both, next, Keyring.of("the next secret!"))) {
            alice.replace(ring);
            assertThat(bob.open(HERE, sealedForBob())).as("ahead, %s", ring).isInstanceOf(Opening.Opened.class);
            bob.replace(ring);
            assertThat(bob.open(HERE, sealedForBob())).as("both, %s", ring).isInstanceOf(Opening.Opened.class);
        }
        assertThat(keyId(sealedForBob())).isEqualTo(next.primary().id());
    }

    @Test
    void takesANewInstanceForANewPrimaryKeyOnly() {
        long first = instance(sealedForBob());
        alice.replace(Keyring.of("sixteen letters!", List.of("the next secret!")));
        assertThat(instance(sealedForBob())).isEqualTo(first);
        alice.replace(Keyring.of("the next secret!", List.of("sixteen letters!")));
        assertThat(instance(sealedForBob())).isNotEqualTo(first);
    }

    @Test
    void opensNothingUnderAKeyThatWasRemoved() {
        byte[] first = sealedForBob();
        byte[] second = sealedForBob();
        assertThat(bob.open(HERE, first)).isInstanceOf(Opening.Opened.class);
        bob.replace(Keyring.of("the next secret!"));
        assertThat(reason(bob, second)).isEqualTo(DropReason.UNKNOWN_KEY);
        assertThat(bob.sessions()).isZero();
    }

    @Test
    void opensNothingUnderAnotherSecretOfTheSameId() {
        byte[] first = sealedForBob();
        byte[] second = sealedForBob();
        assertThat(bob.open(HERE, first)).isInstanceOf(Opening.Opened.class);
        Keyring twin = Stream.iterate(0, i -> i + 1).map(i -> Keyring.of("a secret like many " + i))
                .filter(ring -> ring.primary().id() == KEYRING.primary().id()).findFirst().orElseThrow();
        bob.replace(twin);
        assertThat(reason(bob, second)).isEqualTo(DropReason.NOT_AUTHENTIC);
    }

    @Test
    void refusesARepeatedDatagram() {
        byte[] datagram = sealedForBob();
        bob.open(HERE, datagram);
        assertThat(reason(bob, datagram)).isEqualTo(DropReason.REPLAYED);
    }

    @Test
    void refusesEveryFlippedBit() {
        byte[] datagram = sealedForBob();
        for (int bit = 0; bit < datagram.length * 8; bit++) {
            byte[] flipped = datagram.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(bob.open(HERE, flipped)).as("bit %d", bit).isInstanceOf(Opening.Rejected.class);
        }
        assertThat(bob.open(HERE, datagram)).isInstanceOf(Opening.Opened.class);
    }

    @Test
    void refusesEveryTruncation() {
        byte[] datagram = sealedForBob();
        for (int length = 0; length < datagram.length; length++) {
            DropReason reason = reason(bob, Arrays.copyOf(datagram, length));
            assertThat(reason).isEqualTo(
                    length < Seal.OVERHEAD_BYTES ? DropReason.TOO_SHORT : DropReason.NOT_AUTHENTIC);
        }
    }

    @Test
    void refusesAnotherWireVersion() {
        byte[] datagram = sealedForBob();
        datagram[1] = (byte) (WireVersions.CURRENT.newest() + 1);
        assertThat(reason(bob, datagram)).isEqualTo(DropReason.UNKNOWN_WIRE_VERSION);
        assertThat(reason(bob, "GET / HTTP/1.1 and so on, long enough to be looked at, surely".getBytes(
                StandardCharsets.US_ASCII))).isEqualTo(DropReason.UNKNOWN_WIRE_VERSION);
    }

    @Test
    void numbersItsPackets() {
        assertThat(ByteBuffer.wrap(sealedForBob()).getLong(12)).isZero();
        assertThat(ByteBuffer.wrap(sealedForBob()).getLong(12)).isOne();
    }

    @Test
    void takesANewInstanceAfterADay() {
        long first = instance(alice.seal(BOB, ByteBuffer.wrap(FRAMES), Duration.ZERO));
        long same = instance(alice.seal(BOB, ByteBuffer.wrap(FRAMES), Seal.MAX_AGE.minusNanos(1)));
        byte[] next = alice.seal(BOB, ByteBuffer.wrap(FRAMES), Seal.MAX_AGE);
        assertThat(same).isEqualTo(first);
        assertThat(instance(next)).isNotEqualTo(first);
        assertThat(bob.open(HERE, next)).isInstanceOf(Opening.Opened.class);
    }

    @Test
    void remembersABoundedNumberOfInstances() {
        for (int i = 0; i < Seal.MAX_SESSIONS + 10; i++) {
            byte[] datagram = seal(CLUSTER, ALICE, KEYRING).seal(BOB, ByteBuffer.wrap(FRAMES), Duration.ZERO);
            assertThat(bob.open(HERE, datagram)).isInstanceOf(Opening.Opened.class);
        }
        assertThat(bob.sessions()).isEqualTo(Seal.MAX_SESSIONS);
    }

    private byte[] sealedForBob() {
        return alice.seal(BOB, ByteBuffer.wrap(FRAMES), Duration.ZERO);
    }

    private Seal seal(String cluster, Id self, Keyring keyring) {
        return new Seal(new Credentials(cluster, self, keyring), WireVersions.CURRENT, random);
    }

    private static int keyId(byte[] datagram) {
        return Short.toUnsignedInt(ByteBuffer.wrap(datagram).getShort(2));
    }

    private static long instance(byte[] datagram) {
        return ByteBuffer.wrap(datagram).getLong(4);
    }

    private static DropReason reason(Seal seal, byte[] datagram) {
        return switch (seal.open(HERE, datagram)) {
            case Opening.Rejected(var reason) -> reason;
            case Opening.Opened opened -> throw new AssertionError("opened: " + opened);
        };
    }
}
