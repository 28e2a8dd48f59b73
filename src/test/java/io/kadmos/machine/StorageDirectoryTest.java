package io.kadmos.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.storage.StorageException;

final class StorageDirectoryTest {

    private final RandomGenerator random = new SplittableRandom(1);
    @TempDir
    private Path path;

    @Test
    void keepsTheDiskIdItDrew() {
        DiskId drawn = claimed("kadmos", "alice");
        assertThat(claimed("kadmos", "alice")).isEqualTo(drawn);
    }

    @Test
    void knowsWhoseItIs() {
        try (StorageDirectory fresh = StorageDirectory.open(path)) {
            assertThat(fresh.storedNodeName()).isEmpty();
        }
        claimed("kadmos", "alice");
        try (StorageDirectory used = StorageDirectory.open(path)) {
            assertThat(used.storedNodeName()).contains("alice");
        }
    }

    @Test
    void refusesASecondHolder() {
        try (StorageDirectory _ = StorageDirectory.open(path)) {
            assertRefused("in use");
        }
    }

    @Test
    void refusesAnotherNodeAndAnotherCluster() {
        claimed("kadmos", "alice");
        assertThatThrownBy(() -> claimed("kadmos", "bob")).hasMessageContaining("belongs to node \"alice\"");
        assertThatThrownBy(() -> claimed("thebes", "alice")).hasMessageContaining("belongs to cluster \"kadmos\"");
    }

    @Test
    void refusesANewerFormat() throws IOException {
        claimed("kadmos", "alice");
        edit(text -> text.replace("format=1", "format=2"));
        assertRefused("format 2 is not known");
    }

    @Test
    void refusesADamagedIdentity() throws IOException {
        claimed("kadmos", "alice");
        edit(text -> text.replace("node=alice", "node=alicf"));
        assertRefused("checksum is wrong");
        edit(text -> "");
        assertRefused("damaged");
        edit(text -> "\n\n\n\n\n\n");
        assertRefused("damaged");
    }

    @Test
    void refusesADatabaseWithoutIdentity() throws IOException {
        Files.createDirectories(path.resolve("db"));
        assertRefused("identity\" is missing");
    }

    @Test
    void refusesWhatIsNotADirectory() throws IOException {
        Path file = Files.createFile(path.resolve("file"));
        assertThatThrownBy(() -> StorageDirectory.open(file)).isInstanceOf(StorageException.class)
                .hasMessageContaining("cannot be used");
    }

    private DiskId claimed(String cluster, String node) {
        try (StorageDirectory directory = StorageDirectory.open(path)) {
            return directory.claim(cluster, node, random);
        }
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> StorageDirectory.open(path)).isInstanceOf(StorageException.class)
                .hasMessageContaining(reason).hasMessageNotContaining("\n");
    }

    private void edit(UnaryOperator<String> change) throws IOException {
        Path file = path.resolve("identity");
        Files.writeString(file, change.apply(Files.readString(file)));
    }
}
