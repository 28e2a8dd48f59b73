package io.kadmos.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A tokens file with two tokens, and the headers that show them. */
record TokenFile(Path path) {

    /** May do everything. */
    static final String ADMIN = "Authorization: Bearer the-token-of-admin";
    /** May read some keys that do not exist, and nothing else. */
    static final String READER = "Authorization: Bearer the-token-of-reader";

    static TokenFile create() {
        try {
            Path file = Files.createTempFile("tokens", ".yaml");
            Files.writeString(file, "tokens:\n" + token("admin", "", "read, write, delete, admin")
                    + token("reader", "readers/", "read"));
            return new TokenFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String token(String name, String prefix, String allow) {
        byte[] text = ("the-token-of-" + name).getBytes(StandardCharsets.US_ASCII);
        try {
            String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
            return "  - {name: %s, sha256: \"%s\", rules: [{prefix: \"%s\", allow: [%s]}]}%n".formatted(name, hash,
                    prefix, allow);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
