package io.kadmos.http.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The reason why a request failed, as a problem of RFC 9457. The class that finds the reason throws it, without a stack
 * trace; {@link ProblemWriter} answers with it. Not thread-safe.
 */
public final class Problem extends RuntimeException {

    private final Kind kind;
    private final int status;
    private final SequencedMap<String, Object> details = new LinkedHashMap<>();
    private final SequencedMap<String, String> headers = new LinkedHashMap<>();

    public Problem(Kind kind, String detail) {
        this(kind, kind.status, detail);
    }

    private Problem(Kind kind, int status, String detail) {
        super(detail, null, false, false);
        this.kind = kind;
        this.status = status;
    }

    /** The problem for a status that the web server set without a reason. */
    public static Problem ofStatus(int status) {
        return switch (status) {
            case 404 -> new Problem(Kind.UNKNOWN_PATH, "see /kv/{key} and /cluster");
            case 405 -> new Problem(Kind.METHOD_NOT_ALLOWED, "see the header Allow");
            case 500 -> new Problem(Kind.INTERNAL, "see the log of this node");
            default -> new Problem(Kind.BAD_REQUEST, status, "the request is not understood");
        };
    }

    /** The kinds of problems; their slugs are part of the contract. */
    public enum Kind {
        /** The path or the parameter holds no valid key. */
        BAD_KEY(400, "bad-key", "The key is not valid"),
        /** A time to live that is malformed or out of range. */
        BAD_TTL(400, "bad-ttl", "The time to live is not valid"),
        /** Anything else that is wrong with a request. */
        BAD_REQUEST(400, "bad-request", "The request is not valid"),
        /** A token is missing or not known; the answer asks for one. */
        UNAUTHENTICATED(401, "unauthenticated", "A token is needed"),
        /** The token is known, and lacks the right. */
        FORBIDDEN(403, "forbidden", "The token does not allow this"),
        /**
         * A quorum confirms that there is no value, or one replica if the client asked for that; never because of a
         * failure.
         */
        NOT_FOUND(404, "not-found", "There is no value under this key"),
        /** The path is neither a key nor a page. */
        UNKNOWN_PATH(404, "unknown-path", "There is nothing at this path"),
        /** No other node is known under this id, or it does not answer. */
        NODE_NOT_FOUND(404, "node-not-found", "There is no such node within reach"),
        /** The answer names the methods that are allowed. */
        METHOD_NOT_ALLOWED(405, "method-not-allowed", "The method is not allowed here"),
        /** The node refuses a recovery, or has not finished it; the detail says why. */
        RECOVERY_REFUSED(409, "recovery-refused", "Nothing, or not everything, was recovered"),
        /** The answer carries the current tag, if there is one. */
        PRECONDITION_FAILED(412, "precondition-failed", "The precondition does not hold"),
        /** The announced length is too large, or the body turned out to be. */
        VALUE_TOO_LARGE(413, "value-too-large", "The value is too large"),
        /** The range begins behind the end of the value. */
        RANGE_NOT_SATISFIABLE(416, "range-not-satisfiable", "The range lies outside of the value"),
        /** The client is above its rate. */
        RATE_LIMITED(429, "rate-limited", "Too many requests"),
        /** A bug. */
        INTERNAL(500, "internal", "Something went wrong in this node"),
        /** The operation was not applied; the same request may succeed later. */
        NOT_APPLIED(503, "not-applied", "Nothing was or will be applied"),
        /** The write may or may not be applied. */
        OUTCOME_UNKNOWN(503, "outcome-unknown", "The write may or may not appear"),
        /** Some writes of an import failed; the answer gives their number. */
        INCOMPLETE(503, "incomplete", "Not everything was done"),
        /** The disks are above their high-water mark; deletes still work. */
        STORAGE_FULL(507, "storage-full", "The disks are too full");

        private final int status;
        private final String slug;
        private final String title;

        Kind(int status, String slug, String title) {
            this.status = status;
            this.slug = slug;
            this.title = title;
        }
    }

    /** Adds a member to the answer. */
    public Problem with(String name, @Nullable Object value) {
        if (value != null) {
            details.put(name, value);
        }
        return this;
    }

    /** Adds a header to the answer. */
    public Problem withHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public Kind kind() {
        return kind;
    }

    public int status() {
        return status;
    }

    public Map<String, String> headers() {
        return headers;
    }

    /**
     * The members of the JSON object.
     *
     * @param instance the request's path as it was sent
     */
    SequencedMap<String, Object> members(String instance) {
        SequencedMap<String, Object> members = new LinkedHashMap<>();
        members.put("type", "/problems/" + kind.slug);
        members.put("title", kind.title);
        members.put("status", status);
        members.put("detail", String.valueOf(getMessage()));
        members.put("instance", instance);
        members.putAll(details);
        return members;
    }
}
