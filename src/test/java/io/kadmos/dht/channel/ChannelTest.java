package io.kadmos.dht.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.kadmos.dht.event.NodeEvent.DropReason;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.Bytes;

class ChannelTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Stage stage = new Stage(42);
    private final Station alice = new Station(stage, 1);
    private final Station bob = new Station(stage, 2);

    @Test
    void letsSmallMessagesOfOneTurnShareADatagram() {
        List<Bytes> messages = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            messages.add(message(100));
            alice.channel().send(bob.contact(), messages.getLast().array());
        }
        stage.run(SECOND);
        assertThat(stage.sent()).hasSize(1);
        assertThat(bob.messages()).isEqualTo(messages);
        assertThat(bob.senders()).containsOnly(alice.contact());
    }

    @Test
    void fillsDatagramsToTheBrimAndNoFurther() {
        for (int i = 0; i < 30; i++) {
            alice.channel().send(bob.contact(), message(100).array());
        }
        stage.run(SECOND);
        assertThat(stage.sent()).hasSize(3).allMatch(datagram -> datagram.length <= 1_200);
        assertThat(bob.messages()).hasSize(30);
    }

    @Test
    void sendsSeparatelyInSeparateTurns() {
        alice.channel().send(bob.contact(), message(1).array());
        stage.run(Duration.ZERO);
        alice.channel().send(bob.contact(), message(1).array());
        stage.run(Duration.ZERO);
        assertThat(stage.sent()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_140, 1_141, 1_142, 1_143, 2_254, 2_255, 65_536, Channel.MAX_MESSAGE_BYTES})
    void deliversEveryLength(int length) {
        Bytes message = message(length);
        Sending sending = alice.channel().send(bob.contact(), message.array());
        stage.run(Duration.ofSeconds(20));
        assertThat(bob.messages()).containsExactly(message);
        boolean isSmall = length <= alice.channel().smallMessageBytes();
        assertThat(sending.state()).isEqualTo(isSmall ? Sending.State.SENT : Sending.State.DELIVERED);
        assertThat(stage.sent()).allMatch(datagram -> datagram.length <= 1_200);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void movesTheLargestMessageThroughEveryFault(long seed) {
        Stage rough = new Stage(seed).lossRate(0.2).duplicationRate(0.1).flipRate(0.01)
                .latency(Duration.ofMillis(1), Duration.ofMillis(5));
        Station sender = new Station(rough, 1);
        Station receiver = new Station(rough, 2);
        Bytes message = message(Channel.MAX_MESSAGE_BYTES);
        Sending sending = sender.channel().send(receiver.contact(), message.array());
        rough.run(Duration.ofSeconds(20));
        assertThat(sending.state()).as("seed %d", seed).isEqualTo(Sending.State.DELIVERED);
        assertThat(receiver.messages()).containsExactly(message);
    }

    @Test
    void resendsLittleOnACleanNetwork() {
        alice.channel().send(bob.contact(), message(1 << 20).array());
        stage.run(Duration.ofSeconds(5));
        int parts = Math.ceilDiv(1 << 20, 1_200 - Seal.OVERHEAD_BYTES - Frame.PART_OVERHEAD);
        assertThat(stage.sent().size()).isLessThan(parts + parts / 4 + 5);
    }

    @Test
    void moreTransfersThanMayBeActiveTakeTurns() {
        List<Sending> sendings = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sendings.add(alice.channel().send(bob.contact(), message(100_000).array()));
        }
        stage.run(Duration.ofSeconds(30));
        assertThat(sendings).allMatch(sending -> sending.state() == Sending.State.DELIVERED);
        assertThat(bob.messages()).hasSize(20);
        assertThat(bob.drops()).isEmpty();
    }

    @Test
    void givesATransferToASilentPeerUp() {
        stage.wire(bob.contact().endpoint()).cut(true);
        Sending sending = alice.channel().send(bob.contact(), message(10_000).array());
        stage.run(Duration.ofSeconds(5));
        assertThat(sending.state()).isEqualTo(Sending.State.UNDER_WAY);
        stage.run(Duration.ofSeconds(10));
        assertThat(sending.state()).isEqualTo(Sending.State.FAILED);
    }

    @Test
    void stopsSendingWhatIsAbandoned() {
        Sending sending = alice.channel().send(bob.contact(), message(Channel.MAX_MESSAGE_BYTES).array());
        stage.run(Duration.ofMillis(5));
        sending.abandon();
        stage.run(Duration.ofMillis(500));
        int sent = stage.sent().size();
        stage.run(Duration.ofSeconds(20));
        assertThat(stage.sent()).hasSize(sent);
        assertThat(bob.messages()).isEmpty();
    }

    @Test
    void boundsWhatWaitsForOnePeerAndForAll() {
        int perPeer = OutboundMessages.MAX_BYTES_PER_PEER >> 20;
        for (int peer = 2; peer < 2 + OutboundMessages.MAX_BYTES / OutboundMessages.MAX_BYTES_PER_PEER; peer++) {
            assertThat(acceptedMebibytes(new Station(stage, peer).contact())).isEqualTo(perPeer);
        }
        assertThat(acceptedMebibytes(new Station(stage, 99).contact())).isZero();
    }

    @Test
    void sendsNothingLargeUnaddressed() {
        Contact unnamed = new Contact(Id.ZERO, bob.contact().endpoint());
        assertThat(alice.channel().send(unnamed, message(2_000).array()).state()).isEqualTo(Sending.State.FAILED);
        assertThat(alice.channel().send(unnamed, message(20).array()).state()).isEqualTo(Sending.State.SENT);
        stage.run(SECOND);
        assertThat(bob.messages()).hasSize(1);
    }

    @Test
    void dropsWhatItCannotTrustAndAnswersNothing() {
        Station stranger = new Station(stage, 3, ChannelSettings.DEFAULT, Station.CLUSTER,
                Keyring.of("not the secret of the others"));
        Station foreigner = new Station(stage, 4, ChannelSettings.DEFAULT, "foreign", Station.KEYRING);
        stranger.channel().send(bob.contact(), message(10).array());
        stage.run(SECOND);
        foreigner.channel().send(bob.contact(), message(10).array());
        stage.run(SECOND);
        alice.channel().send(new Contact(foreigner.contact().id(), bob.contact().endpoint()), message(10).array());
        stage.run(SECOND);
        stage.wire(bob.contact().endpoint()).arrive(alice.contact().endpoint(), new byte[10]);
        assertThat(bob.drops()).containsExactly(DropReason.UNKNOWN_KEY, DropReason.NOT_AUTHENTIC,
                DropReason.NOT_AUTHENTIC, DropReason.TOO_SHORT);
        assertThat(bob.messages()).isEmpty();
        assertThat(stage.sent()).hasSize(3);
    }

    @Test
    void dropsAReplayedDatagram() {
        alice.channel().send(bob.contact(), message(10).array());
        stage.run(SECOND);
        stage.wire(bob.contact().endpoint()).arrive(alice.contact().endpoint(), stage.sent().getFirst());
        assertThat(bob.messages()).hasSize(1);
        assertThat(bob.drops()).containsExactly(DropReason.REPLAYED);
    }

    @Test
    void dropsTheRestOfADatagramBehindAnUnknownFrame() {
        arriveFromAlice(frames -> frames.put((byte) Frame.MESSAGE_TYPE).putShort((short) 1).put((byte) 9)
                .put((byte) 0x7f).put((byte) Frame.MESSAGE_TYPE).putShort((short) 1).put((byte) 9));
        assertThat(bob.messages()).hasSize(1);
        assertThat(bob.drops()).containsExactly(DropReason.MALFORMED);
    }

    @Test
    void survivesFramesOfNoise() {
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[1 + stage.random().nextInt(60)];
            stage.random().nextBytes(noise);
            noise[0] = (byte) stage.random().nextInt(6);
            arriveFromAlice(frames -> frames.put(noise));
        }
        stage.run(SECOND);
        assertThat(bob.drops()).contains(DropReason.MALFORMED);
    }

    @Test
    void boundsUnfinishedMessagesPerPeer() {
        for (int message = 0; message < InboundMessages.MAX_PER_PEER + 1; message++) {
            arriveFromAlice(firstPart(message, 10_000));
        }
        assertThat(bob.drops()).containsExactly(DropReason.OVERLOAD);
        stage.run(Duration.ofSeconds(11));
        arriveFromAlice(firstPart(100, 10_000));
        assertThat(bob.drops()).hasSize(1);
    }

    @Test
    void refusesPartsThatContradictEachOther() {
        arriveFromAlice(firstPart(1, 10_000));
        arriveFromAlice(firstPart(1, 10_001));
        arriveFromAlice(firstPart(1, Channel.MAX_MESSAGE_BYTES + 1));
        assertThat(bob.drops()).containsExactly(DropReason.MALFORMED, DropReason.MALFORMED);
    }

    @Test
    void sendsWhatWaitsWhenItIsClosedAndThenIsSilent() {
        Sending sending = alice.channel().send(bob.contact(), message(100_000).array());
        alice.channel().send(bob.contact(), message(10).array());
        alice.close();
        assertThat(sending.state()).isEqualTo(Sending.State.FAILED);
        assertThat(alice.channel().send(bob.contact(), message(10).array()).state()).isEqualTo(Sending.State.FAILED);
        bob.channel().send(alice.contact(), message(10).array());
        stage.run(SECOND);
        assertThat(bob.messages()).hasSize(1);
        assertThat(alice.messages()).isEmpty();
    }

    private int acceptedMebibytes(Contact to) {
        byte[] mebibyte = new byte[1 << 20];
        int accepted = 0;
        while (alice.channel().send(to, mebibyte).state() == Sending.State.UNDER_WAY) {
            accepted++;
        }
        return accepted;
    }

    private static Consumer<ByteBuffer> firstPart(long transfer, int totalBytes) {
        return frames -> frames.put((byte) Frame.PART_TYPE).putLong(transfer).putInt(totalBytes)
                .putShort((short) 500).putShort((short) 0).put(new byte[500]);
    }

    /** Delivers frames to Bob as if Alice had sealed them. */
    private void arriveFromAlice(Consumer<ByteBuffer> write) {
        ByteBuffer frames = ByteBuffer.allocate(1_100);
        write.accept(frames);
        Seal seal = new Seal(new Credentials(Station.CLUSTER, alice.contact().id(), Station.KEYRING),
                WireVersions.CURRENT, stage.random());
        byte[] datagram = seal.seal(bob.contact().id(), frames.flip(), stage.uptime());
        stage.wire(bob.contact().endpoint()).arrive(alice.contact().endpoint(), datagram);
    }

    private Bytes message(int length) {
        byte[] bytes = new byte[length];
        stage.random().nextBytes(bytes);
        return Bytes.wrap(bytes);
    }
}
