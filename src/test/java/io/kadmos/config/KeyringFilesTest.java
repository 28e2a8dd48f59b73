package io.kadmos.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.kadmos.dht.channel.Keyring;

final class KeyringFilesTest {

    private static final String OLD = "the old secret 1";
    private static final String NEW = "the new secret 2";

    @TempDir
    private Path directory;

    @Test
    void sealsWithTheKeyThatPrimaryNames() throws IOException {
        write("old.key", OLD + "\n");
        write("new.key", NEW);
        write("primary", "old\n");
        write("README", "not a key");
        assertThat(ring()).isEqualTo("seals with key 2f89, opens with [key 2f89, "
                + Keyring.of(NEW).toString().substring("seals with ".length()).split(",", 2)[0] + "]");
    }

    @Test
    void isEqualAsLongAsNothingChanges() throws IOException {
        write("old.key", OLD);
        write("primary", "old");
        KeyringFiles before = KeyringFiles.read(directory);
        write("old.key", OLD + "\n");
        assertThat(KeyringFiles.read(directory)).isEqualTo(before);
        write("old.key", NEW);
        assertThat(KeyringFiles.read(directory)).isNotEqualTo(before);
    }

    @Test
    void refusesWhatIsNoRing() throws IOException {
        refuses("primary cannot be read");
        write("primary", "old");
        refuses("primary must name one of []");
        write("old.key", "short");
        refuses("at least 16 characters");
        write("old.key", OLD);
        write("twin.key", OLD);
        refuses("same key id");
        Files.delete(directory.resolve("twin.key"));
        write("primary", "new");
        refuses("primary must name one of [old]");
        for (int i = 0; i < Keyring.MAX_KEYS; i++) {
            write(i + ".key", NEW + i);
        }
        refuses("at most 4 keys");
        Path nowhere = directory.resolve("nowhere");
        assertThatThrownBy(() -> KeyringFiles.read(nowhere)).hasMessageContaining("cannot be read");
    }

    @Test
    void neverShowsASecret() throws IOException {
        write("old.key", OLD);
        write("primary", "old");
        assertThat(KeyringFiles.read(directory).toString()).doesNotContain(OLD);
    }

    private void refuses(String why) {
        assertThatThrownBy(this::ring).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(why);
    }

    private String ring() {
        return KeyringFiles.read(directory).keyring().toString();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
