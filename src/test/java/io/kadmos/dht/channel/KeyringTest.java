package io.kadmos.dht.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyringTest {

    private static final String OLD = "the old secret 1";
    private static final String NEW = "the new secret 2";

    @Test
    void namesAKeyByTheStartOfItsHash() {
        // printf 'the old secret 1' | sha256sum | cut -c1-4
        assertThat(Keyring.of(OLD).primary().id()).isEqualTo(0x2f89);
    }

    @Test
    void findsEveryKeyItHolds() {
        Keyring ring = Keyring.of(NEW, List.of(OLD));
        assertThat(ring.find(Keyring.of(NEW).primary().id())).isEqualTo(ring.primary());
        assertThat(ring.find(Keyring.of(OLD).primary().id())).isEqualTo(Keyring.of(OLD).primary());
        assertThat(Keyring.of(NEW).find(Keyring.of(OLD).primary().id())).isNull();
    }

    @Test
    void refusesShortSecretsAndTooMany() {
        assertThatThrownBy(() -> Keyring.of("fifteen letters")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Keyring.of(NEW, List.of(OLD + 1, OLD + 2, OLD + 3, OLD + 4)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesTwoSecretsWithOneId() {
        Map<Integer, String> byId = new HashMap<>();
        String secret = OLD;
        for (int i = 0; !byId.containsKey(Keyring.of(secret).primary().id()); i++) {
            byId.put(Keyring.of(secret).primary().id(), secret);
            secret = OLD + i;
        }
        String colliding = secret;
        String first = byId.getOrDefault(Keyring.of(secret).primary().id(), secret);
        assertThatThrownBy(() -> Keyring.of(first, List.of(colliding))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neverShowsASecret() {
        assertThat(Keyring.of(OLD).primary().toString()).doesNotContain("secret");
    }

    @Test
    void keepsInsecureClustersApart() {
        assertThat(Keyring.insecure("a").primary()).isEqualTo(Keyring.insecure("a").primary());
        assertThat(Keyring.insecure("a").primary()).isNotEqualTo(Keyring.insecure("b").primary());
    }
}
