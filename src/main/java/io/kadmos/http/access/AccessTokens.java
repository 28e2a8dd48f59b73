package io.kadmos.http.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.kadmos.dht.record.Bytes;

/** The tokens that are in force. Immutable, so that all of them change at once. */
public final class AccessTokens {

    /** The most tokens: each is compared with what a request shows, which takes some microseconds for so many. */
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

    /** How many there are. */
    public int count() {
        return tokens.size();
    }

    /** For people. */
    @Override
    public String toString() {
        return tokens.size() + (tokens.size() == 1 ? " token" : " tokens");
    }

    /** The token with a text. It takes as long whether there is one or not, and whichever it is. */
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
