package io.kadmos.dht.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeyTest {

    @Test
    void comparesByteByByte() {
        assertThat(Key.of("Ä")).isEqualTo(Key.ofUtf8(new byte[]{(byte) 0xc3, (byte) 0x84}));
        assertThat(Key.of("a")).isNotEqualTo(Key.of("A"));
        assertThat(Key.of("a")).isLessThan(Key.of("ä"));
    }

    @Test
    void takesOneTo512BytesOfUtf8() {
        assertThat(Key.of("x".repeat(512)).length()).isEqualTo(512);
        assertThatThrownBy(() -> Key.of("x".repeat(513))).hasMessageContaining("1 to 512 bytes, not 513");
        assertThatThrownBy(() -> Key.of("")).hasMessageContaining("not 0");
        assertThatThrownBy(() -> Key.ofUtf8(new byte[]{(byte) 0xff})).hasMessageContaining("UTF-8");
    }

    @Test
    void doesNotShowItselfInLogs() {
        assertThat(Key.of("secret")).asString().doesNotContain("secret").contains(Key.of("secret").id().shortHex());
    }
}
