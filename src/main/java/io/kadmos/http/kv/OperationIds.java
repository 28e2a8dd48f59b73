package io.kadmos.http.kv;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.OpId;
import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;

/**
 * Gives writes their operation ids. Writes with the same Idempotency-Key, method and key get the same id, so that a
 * retry is applied once; every other write gets a random one. Callable from any thread.
 */
public final class OperationIds {

    private static final String HEADER = "Idempotency-Key";
    private static final int MAX_LENGTH = 64;

    private final RandomGenerator random;

    /** Draws ids from a generator that several threads may use. */
    OperationIds(RandomGenerator random) {
        this.random = random;
    }

    /** The operation id of a write. */
    OpId of(HttpServletRequest request, Key key) {
        return idempotencyKey(request).map(given -> hash(given, request.getMethod(), key))
                .orElseGet(() -> new OpId(random.nextLong(), random.nextLong()));
    }

    /** The Idempotency-Key of a request, if it has one. @throws Problem if it has several or a malformed one */
    public static Optional<String> idempotencyKey(HttpServletRequest request) {
        List<String> given = Collections.list(request.getHeaders(HEADER));
        if (given.isEmpty()) {
            return Optional.empty();
        }
        String key = given.getFirst();
        if (given.size() > 1 || key.isEmpty() || key.length() > MAX_LENGTH
                || !key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new Problem(Kind.BAD_REQUEST, HEADER + " must be 1 to " + MAX_LENGTH + " visible ASCII characters");
        }
        return Optional.of(key);
    }

    /** The first 128 bits of SHA-256 over the three parts, each but the last ended by a zero byte. */
    public static OpId hash(String idempotencyKey, String method, Key key) {
        ByteBuffer keyBytes = ByteBuffer.allocate(key.length());
        key.writeTo(keyBytes);
        MessageDigest sha256 = sha256();
        sha256.update((idempotencyKey + '\0' + method + '\0').getBytes(StandardCharsets.US_ASCII));
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest(keyBytes.array()));
        return new OpId(digest.getLong(), digest.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
