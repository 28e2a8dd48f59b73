package io.kadmos.dht.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.kadmos.dht.id.Id;

class SuccessionTest {

    /** The last column of each row is the later epoch: 2³¹ is negative as an int of Java's. */
    @ParameterizedTest
    @CsvSource({"1, 2", "2147483647, -2147483648", "1, -1"})
    void epochsAreUnsigned(int earlier, int later) {
        assertThat(in(later).isAfter(earlier)).isTrue();
        assertThat(in(later).isNewerThan(in(earlier))).isTrue();
        assertThat(in(earlier).isAfter(later)).isFalse();
        assertThat(in(earlier).isAfter(earlier)).isFalse();
    }

    private static Succession in(int epoch) {
        Member member = new Member(Id.ofKey(new byte[]{1}), new DiskId(1, 1));
        return new Succession(null, new Configuration(epoch, List.of(member)));
    }
}
