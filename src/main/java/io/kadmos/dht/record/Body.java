package io.kadmos.dht.record;

import java.util.Objects;

/** The value that a client stored and the content type that the client gave it. Both are bounded. */
public record Body(String contentType, Bytes value) {

    /** The longest content type, in US-ASCII characters. */
    public static final int MAX_CONTENT_TYPE = 127;
    /** The largest value, in bytes. */
    public static final int MAX_VALUE_BYTES = 1 << 20;
    /** The body of a tombstone. */
    public static final Body NONE = new Body("", Bytes.EMPTY);

    /** Checks both bounds, and that the content type is US-ASCII, the encoding in which it is stored and sent. */
    public Body {
        Objects.requireNonNull(value);
        if (contentType.length() > MAX_CONTENT_TYPE) {
            throw new IllegalArgumentException("a content type has at most " + MAX_CONTENT_TYPE + " characters, not "
                    + contentType.length());
        }
        if (!contentType.chars().allMatch(c -> c < 0x80)) {
            throw new IllegalArgumentException("a content type must be US-ASCII");
        }
        if (value.length() > MAX_VALUE_BYTES) {
            throw new IllegalArgumentException(
                    "a value has at most " + MAX_VALUE_BYTES + " bytes, not " + value.length());
        }
    }
}
