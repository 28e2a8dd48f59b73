package io.kadmos.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientNetworkTest {

    @ParameterizedTest
    @CsvSource({"10.0.0.1, 10.0.0.2", "10.0.0.1, 0:0:0:0:0:0:a00:1", "2001:db8:0:1::1, 2001:db8:0:2::1",
            "0.0.0.1, ::1"})
    void tellsClientsApart(String one, String other) {
        assertThat(ClientNetwork.of(one)).isNotEqualTo(ClientNetwork.of(other));
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.1, 10.0.0.1", "10.0.0.1, ::ffff:10.0.0.1", "2001:db8:0:1::1, 2001:db8:0:1:ffff:0:0:9",
            "fe80:0:0:0:0:0:0:1%eth9, fe80::2", "[::1], ::2"})
    void takesForOneWhatMayBeOne(String one, String other) {
        assertThat(ClientNetwork.of(one)).isEqualTo(ClientNetwork.of(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "10.0.0.1:80", "[::1]:80", "unknown", "_hidden"})
    void putsTogetherWhatItCannotRead(String address) {
        assertThat(ClientNetwork.of(address)).isEqualTo(ClientNetwork.UNREADABLE);
    }

    @Test
    void takesNoAddressForUnreadable() {
        assertThat(ClientNetwork.of("255.255.255.255")).isNotEqualTo(ClientNetwork.UNREADABLE);
    }
}
