package io.kadmos.dht.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EndpointTest {

    @Test
    void showsIpv4InDecimal() {
        assertThat(Endpoint.of(new byte[]{(byte) 192, 0, 2, (byte) 255}, 7400)).hasToString("192.0.2.255:7400");
    }

    @Test
    void showsIpv6InBrackets() {
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        loopback[0] = (byte) 0xfe;
        loopback[1] = (byte) 0x80;
        assertThat(Endpoint.of(loopback, 1)).hasToString("[fe80:0:0:0:0:0:0:1]:1");
    }

    @Test
    void givesItsBytesBack() {
        byte[] ipv4 = {(byte) 255, 1, 2, 3};
        byte[] ipv6 = {-1, 2, 3, 4, 5, 6, 7, -8, 9, 10, 11, 12, 13, 14, 15, -16};
        assertThat(Endpoint.of(ipv4, 1).address()).isEqualTo(ipv4);
        assertThat(Endpoint.of(ipv6, 1).address()).isEqualTo(ipv6);
    }

    @Test
    void refusesOtherLengthsAndPorts() {
        assertThatThrownBy(() -> Endpoint.of(new byte[5], 1)).hasMessageContaining("4 or 16 bytes, not 5");
        assertThatThrownBy(() -> Endpoint.of(new byte[4], 0)).hasMessageContaining("port");
        assertThatThrownBy(() -> Endpoint.of(new byte[4], 65_536)).hasMessageContaining("port");
    }
}
