package io.kadmos.config;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.kadmos.dht.channel.Keyring;

/**
 * The content of a keyring directory: for each key a file {@code <name>.key} with its secret, and a file
 * {@code primary} with the name of the key that seals. White space around either is ignored, and so are other files.
 */
record KeyringFiles(SortedMap<String, String> secrets, String primary) {

    private static final String SUFFIX = ".key";
    /** Far more than any secret needs. */
    private static final int MAX_FILE_BYTES = 4096;

    /** Reads a directory. @throws IllegalArgumentException with the reason in one line */
    static KeyringFiles read(Path directory) {
        SortedMap<String, String> secrets = new TreeMap<>();
        try (DirectoryStream<Path> keys = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path each : keys) {
                if (secrets.size() == Keyring.MAX_KEYS) {
                    throw new IllegalArgumentException("at most " + Keyring.MAX_KEYS + " keys, here are more");
                }
                String file = each.getFileName().toString();
                secrets.put(file.substring(0, file.length() - SUFFIX.length()),
                        SettingFiles.text(each, MAX_FILE_BYTES).strip());
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(directory + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
        return new KeyringFiles(secrets, SettingFiles.text(directory.resolve("primary"), MAX_FILE_BYTES).strip());
    }

    /** The keyring. @throws IllegalArgumentException with the reason in one line if the files make none */
    Keyring keyring() {
        String sealing = secrets.get(primary);
        if (sealing == null) {
            throw new IllegalArgumentException("the file primary must name one of " + secrets.keySet()
                    .stream().sorted().toList());
        }
        List<String> others = secrets.entrySet().stream().filter(each -> !each.getKey().equals(primary))
                .map(Map.Entry::getValue).toList();
        return Keyring.of(sealing, others);
    }

    /** Omits the secrets. */
    @Override
    public String toString() {
        return "KeyringFiles[" + secrets.keySet() + ", " + primary + "]";
    }
}
