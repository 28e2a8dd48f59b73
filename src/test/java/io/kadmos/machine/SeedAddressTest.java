package io.kadmos.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SeedAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"alice:7400", "10.0.0.1:1", "kadmos-0.kadmos.default.svc:65535", "[2001:db8::1]:7400"})
    void readsWhatItWrites(String text) {
        assertThat(SeedAddress.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "alice", "alice:", ":7400", "alice:0", "alice:65536", "alice:x", "2001:db8::1:7400",
            "udp://alice:7400", "a b:7400", "[alice]:7400"})
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> SeedAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
