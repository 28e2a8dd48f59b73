package io.kadmos.config;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.channel.Keyring;

/** The source of the cluster's keys: a secret, which stays, or a directory, which may change. */
final class KeyringSource {

    private final Keyring keyring;
    private final @Nullable Reloaded<KeyringFiles, Keyring> directory;

    private KeyringSource(Keyring keyring, @Nullable Reloaded<KeyringFiles, Keyring> directory) {
        this.keyring = keyring;
        this.directory = directory;
    }

    /** The source that the settings name. @throws SettingException if the directory is not valid */
    static KeyringSource of(KadmosSettings.Cluster cluster) {
        if (cluster.keyringDir() != null) {
            Path path = Path.of(cluster.keyringDir());
            Reloaded<KeyringFiles, Keyring> directory = Reloaded.read("kadmos.cluster.keyring-dir=" + path,
                    () -> KeyringFiles.read(path), KeyringFiles::keyring);
            return new KeyringSource(directory.first(), directory);
        }
        String secret = cluster.secret();
        return new KeyringSource(secret == null ? Keyring.insecure(cluster.name()) : Keyring.of(secret), null);
    }

    /** The keys at the start. */
    Keyring keyring() {
        return keyring;
    }

    /** Calls the consumer for every later change, on the timer's thread; never for a secret. */
    void follow(ReloadTimer timer, Consumer<Keyring> changed) {
        if (directory != null) {
            timer.watch(directory, changed);
        }
    }
}
