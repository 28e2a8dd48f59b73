package io.kadmos.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * A directory of files as Kubernetes mounts a secret: each file is a link to {@code ..data/file}, and {@code ..data} is
 * a link to a directory, replaced in one step when the secret changes.
 */
public final class MountedSecret {

    private final Path directory;
    private int versions;

    /** Will be mounted at a directory that does not exist yet. */
    public MountedSecret(Path directory) {
        this.directory = directory;
    }

    /** Where a file is mounted. */
    public Path file(String name) {
        return directory.resolve(name);
    }

    /** The directory. */
    public Path directory() {
        return directory;
    }

    /** Mounts other content. */
    public void mount(Map<String, String> files) throws IOException {
        Path version = Path.of("..version-" + versions++);
        Files.createDirectories(directory.resolve(version));
        for (Map.Entry<String, String> each : files.entrySet()) {
            Files.writeString(directory.resolve(version).resolve(each.getKey()), each.getValue());
        }
        Path next = directory.resolve("..data_tmp");
        Files.createSymbolicLink(next, version);
        Files.move(next, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        link(files);
    }

    private void link(Map<String, String> files) throws IOException {
        try (var all = Files.newDirectoryStream(directory, path -> !path.getFileName().toString().startsWith(".."))) {
            for (Path each : all) {
                if (!files.containsKey(each.getFileName().toString())) {
                    Files.delete(each);
                }
            }
        }
        for (String name : files.keySet()) {
            if (!Files.isSymbolicLink(directory.resolve(name))) {
                Files.createSymbolicLink(directory.resolve(name), Path.of("..data", name));
            }
        }
    }
}
