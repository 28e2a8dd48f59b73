package io.kadmos.http.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.kadmos.dht.record.Bytes;

/**
 * The tokens that are in force, at most {@value #MAX_TOKENS}. Immutable: a reload replaces all of them at once.
 * Callable from any thread.
 */
public final class AccessTokens {

    /** The most tokens. A request's token is compared with each of them, which takes some microseconds for so many. */
    static final int MAX_TOKENS = 256;

    private final List<AccessToken> tokens;

    /** @throws IllegalArgumentException if there are too many, or two have the same name or hash */
    AccessTokens(List<AccessToken> tokens) {
        if (tokens.size() > MAX_TOKENS) {
            throw new IllegalArgumentException("at most " + MAX_TOKENS + " tokens, not " + tokens.size());
        }
        Set<String> names = new HashSet<>();
        Set<Bytes> hashes = new HashSet<>();
        for (AccessToken token : tokens) {
            if (!names.add(token.name()) || !hashes.add(token.sha256())) {
                throw new IllegalArgumentException(token + " or its sha256 stands there twice");
            }
        }
        this.tokens = List.copyOf(tokens);
    }

    /** Reads the text of a tokens file. @throws IllegalArgumentException with one line that says what is wrong */
    public static AccessTokens parse(String yaml) {
        return TokensFormat.parse(yaml);
    }

    /** The number of tokens. */
    public int count() {
        return tokens.size();
    }

    /** For the log: the number of tokens. */
    @Override
    public String toString() {
        return tokens.size() + (tokens.size() == 1 ? " token" : " tokens");
    }

    /** The token with this text. The time does not depend on whether there is one, nor on which one it is. */
    Optional<AccessToken> find(String text) {
        byte[] hash = sha256(text);
        AccessToken found = null;
        for (AccessToken token : tokens) {
            if (MessageDigest.isEqual(token.sha256().array(), hash)) {
                found = token;
            }
        }
        return Optional.ofNullable(found);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must offer SHA-256", e);
        }
    }
}
