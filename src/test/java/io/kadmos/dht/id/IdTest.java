package io.kadmos.dht.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class IdTest {

    private static final long SEED = 20_260_101;
    private static final int SAMPLES = 1_000;

    private final RandomGenerator random = new SplittableRandom(SEED);

    @Test
    void placesKeysByTheSha1OfTheirBytes() {
        assertThat(Id.ofKey("abc".getBytes(StandardCharsets.UTF_8)))
                .hasToString("a9993e364706816aba3e25717850c26c9cd0d89d");
    }

    @Test
    void keepsNodesOfDifferentClustersApart() {
        assertThat(Id.ofNode("a", "b")).isNotEqualTo(Id.ofNode("b", "a"));
        assertThat(Id.ofNode("ab", "c")).isNotEqualTo(Id.ofNode("a", "bc"));
    }

    @Test
    void readsItsTextAndBytesBack() {
        for (int i = 0; i < SAMPLES; i++) {
            Id id = random();
            assertThat(Id.parse(id.hex())).isEqualTo(id);
            assertThat(Id.fromBytes(id.toBytes(), 0)).isEqualTo(id);
        }
    }

    @Test
    void refusesTextThatIsNoId() {
        assertThatThrownBy(() -> Id.parse("12")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Id.parse("g".repeat(40))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void measuresDistanceAsAnUnsignedNumber() {
        for (int i = 0; i < SAMPLES; i++) {
            Id target = random();
            Id a = random();
            Id b = random();
            int expected = number(target).xor(number(a)).compareTo(number(target).xor(number(b)));
            assertThat(Integer.signum(target.compareDistance(a, b))).as("seed %s", SEED).isEqualTo(expected);
            assertThat(Integer.signum(target.distanceTo(a).compareTo(target.distanceTo(b)))).isEqualTo(expected);
            assertThat(Integer.signum(a.compareTo(b))).isEqualTo(number(a).compareTo(number(b)));
        }
    }

    @Test
    void countsTheBitsThatTwoIdsShare() {
        for (int bit = 0; bit < Id.BITS; bit++) {
            Id id = random();
            Id flipped = id.flip(bit);
            assertThat(id.commonPrefixBits(flipped)).isEqualTo(bit);
            assertThat(flipped.bit(bit)).isNotEqualTo(id.bit(bit));
            assertThat(flipped.flip(bit)).isEqualTo(id);
        }
        assertThat(Id.ZERO.commonPrefixBits(Id.ZERO)).isEqualTo(Id.BITS);
    }

    @Test
    void drawsRandomIdsThatShareAPrefixAndNoMore() {
        for (int bits = 0; bits <= Id.BITS; bits++) {
            Id id = random();
            assertThat(id.commonPrefixBits(id.randomWithPrefix(bits, random))).isGreaterThanOrEqualTo(bits);
        }
        Id fixed = random();
        long longer = java.util.stream.IntStream.range(0, SAMPLES)
                .filter(i -> fixed.commonPrefixBits(fixed.randomWithPrefix(70, random)) > 70).count();
        assertThat(longer).isBetween(SAMPLES * 4L / 10, SAMPLES * 6L / 10);
    }

    private Id random() {
        return new Id(random.nextLong(), random.nextLong(), random.nextInt());
    }

    private static BigInteger number(Id id) {
        return new BigInteger(1, id.toBytes());
    }
}
