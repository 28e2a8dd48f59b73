package io.kadmos.dht.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceContextTest {

    private static final String EXAMPLE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void readsAndWritesTheHeader() {
        TraceContext context = TraceContext.parse(EXAMPLE).orElseThrow();

        assertThat(context).isEqualTo(new TraceContext(0x4bf92f3577b34da6L, 0xa3ce929d0e0e4736L, 0x00f067aa0ba902b7L,
                (byte) 1));
        assertThat(context).hasToString(EXAMPLE);
    }

    @Test
    void readsWhatItKnowsOfALaterVersion() {
        assertThat(TraceContext.parse("01" + EXAMPLE.substring(2) + "-more")).contains(
                TraceContext.parse(EXAMPLE).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01"})
    void takesWhatIsMalformedForAbsent(String header) {
        assertThat(TraceContext.parse(header)).isEmpty();
    }
}
