package io.kadmos.config;

import java.nio.file.Path;
import java.util.Objects;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.kadmos.dht.node.Node;
import io.kadmos.http.GatewaySettings;
import io.kadmos.http.access.AccessTokens;
import io.kadmos.http.access.TokenAuthorization;

/** Wires the authorization of clients, and reloads tokens and the keyring of the cluster when their files change. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    private static final int MAX_FILE_BYTES = 1 << 20;

    @Bean
    ReloadTimer reloadTimer() {
        return new ReloadTimer();
    }

    /** Begins after the start of the node: an earlier change is seen then. */
    @Bean
    SmartInitializingSingleton keyringChanges(KeyringSource keyring, ReloadTimer timer, Node node) {
        return () -> keyring.follow(timer, changed -> node.replaceKeyring(changed).join());
    }

    @Bean
    @ConditionalOnProperty(name = "kadmos.http.auth.mode", havingValue = "token")
    TokenAuthorization tokenAuthorization(KadmosSettings settings, GatewaySettings gateway, ReloadTimer timer) {
        Path file = Path.of(Objects.requireNonNull(settings.http().auth().tokensFile(), "checked with the settings"));
        var tokens = Reloaded.read("kadmos.http.auth.tokens-file=" + file,
                () -> SettingFiles.text(file, MAX_FILE_BYTES), AccessTokens::parse);
        var authorization = new TokenAuthorization(tokens.first(), gateway);
        timer.watch(tokens, authorization::replace);
        return authorization;
    }
}
