package io.kadmos.dht.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayWindowTest {

    private final ReplayWindow window = new ReplayWindow();

    @Test
    void acceptsEachNumberOnceInAnyOrder() {
        assertThat(window.accept(5)).isTrue();
        assertThat(window.accept(3)).isTrue();
        assertThat(window.accept(5)).isFalse();
        assertThat(window.accept(3)).isFalse();
        assertThat(window.accept(0)).isTrue();
    }

    @Test
    void refusesWhatLiesBehindTheWindow() {
        assertThat(window.accept(ReplayWindow.SIZE)).isTrue();
        assertThat(window.accept(0)).isFalse();
        assertThat(window.accept(1)).isTrue();
        assertThat(window.accept(-1)).isFalse();
    }

    @Test
    void survivesJumps() {
        assertThat(window.accept(7)).isTrue();
        assertThat(window.accept(1L << 35)).isTrue();
        assertThat(window.accept((1L << 35) - ReplayWindow.SIZE + 1)).isTrue();
        assertThat(window.accept((1L << 35) - ReplayWindow.SIZE)).isFalse();
        assertThat(window.accept(1L << 35)).isFalse();
    }

    /** With the greatest long as its first number the window once counted up to it, for ever. */
    @ParameterizedTest
    @ValueSource(longs = {Seal.MAX_PACKETS, Long.MAX_VALUE - 1, Long.MAX_VALUE, Long.MIN_VALUE, -1})
    @Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
    void refusesNumbersThatNoSenderReaches(long number) {
        assertThat(window.accept(number)).isFalse();
        assertThat(window.accept(Seal.MAX_PACKETS - 1)).isTrue();
        assertThat(window.accept(number)).isFalse();
    }

    @Test
    void agreesWithASetOfEverythingSeen() {
        long seed = 7;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Set<Long> seen = new HashSet<>();
        long highest = -1;
        for (int i = 0; i < 100_000; i++) {
            long number = Math.max(0, highest + 40 - random.nextLong(1_200));
            boolean isNew = number > highest - ReplayWindow.SIZE && seen.add(number);
            assertThat(window.accept(number)).as("number %d, seed %d", number, seed).isEqualTo(isNew);
            highest = Math.max(highest, number);
        }
    }
}
