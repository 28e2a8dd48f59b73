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
 * What stands in a keyring directory: a file {@code <name>.key} with a secret for each key, and a file {@code primary}
 * with the name of the one that seals. Space around either does not count, and other files mean nothing.
 */
record KeyringFiles(SortedMap<String, String> secrets, String primary) {

    private static final String SUFFIX = ".key";
    /** Far longer than any secret needs to be. */
    private static final int MAX_FILE_BYTES = 4096;

    /** Reads a directory. @throws IllegalArgumentException with one line that says why it cannot */
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

    /** The ring. @throws IllegalArgumentException with one line that says why there is none */
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

    /** Without the secrets. */
    @Override
    public String toString() {
        return "KeyringFiles[" + secrets.keySet() + ", " + primary + "]";
    }
}
