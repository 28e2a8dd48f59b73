package io.kadmos.http.kv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

import io.kadmos.dht.id.Key;
import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;

/**
 * Parses the key of a raw request path: everything behind {@code /kv/}, percent-decoded exactly once. It refuses what a
 * proxy might rewrite, so that a path means the same key behind every proxy: dot segments, raw or encoded, also with
 * parameters behind a semicolon, and control characters. Callable from any thread.
 */
public final class KeyPath {

    public static final String PREFIX = "/kv/";
    /** A dot may be encoded, a slash too; what follows a semicolon would be the segment's parameters. */
    private static final Pattern DOT_SEGMENT = Pattern
            .compile("(?i)(?:^|/|%2f|\\\\|%5c)(?:\\.|%2e){1,2}(?:$|/|%2f|\\\\|%5c|;|%3b)");

    private final int maxBytes;

    public KeyPath(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The key of a path. @throws Problem if the path names none */
    public Key parse(String rawPath) {
        if (!rawPath.startsWith(PREFIX)) {
            throw bad("the path must begin with " + PREFIX);
        }
        return key(decode(rawPath, PREFIX.length()));
    }

    /** A key from elsewhere than a path. @throws Problem if no path could carry it */
    public Key of(String text) {
        return key(text.getBytes(StandardCharsets.UTF_8));
    }

    private Key key(byte[] utf8) {
        if (utf8.length == 0 || utf8.length > maxBytes) {
            throw bad("a key has 1 to " + maxBytes + " bytes, this one has " + utf8.length);
        }
        try {
            Key key = Key.ofUtf8(utf8);
            check(key.text());
            return key;
        } catch (IllegalArgumentException e) {
            throw bad("a key must be valid UTF-8");
        }
    }

    /** Whether a proxy, or the web server in front of this class, might rewrite or drop a segment of a raw path. */
    public static boolean hasDotSegment(String rawPath) {
        boolean candidate = rawPath.indexOf('.') >= 0 || rawPath.indexOf('%') >= 0;
        return candidate && DOT_SEGMENT.matcher(rawPath).find();
    }

    private static void check(String key) {
        if (key.chars().anyMatch(Character::isISOControl)) {
            throw bad("a key must not contain control characters");
        }
        if (DOT_SEGMENT.matcher(key).find()) {
            throw bad("a key must not contain a segment \".\" or \"..\"");
        }
    }

    private static byte[] decode(String raw, int from) {
        byte[] decoded = new byte[raw.length() - from];
        int length = 0;
        for (int i = from; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                decoded[length++] = (byte) hexByte(raw, i + 1);
                i += 2;
            } else if (c < 0x100) {
                decoded[length++] = (byte) c;
            } else {
                throw bad("a character that no request line can carry");
            }
        }
        return Arrays.copyOf(decoded, length);
    }

    private static int hexByte(String raw, int from) {
        int high = from + 1 < raw.length() ? Character.digit(raw.charAt(from), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(raw.charAt(from + 1), 16);
        if (low < 0) {
            throw bad("a percent sign must be followed by two hexadecimal digits");
        }
        return high << 4 | low;
    }

    private static Problem bad(String detail) {
        return new Problem(Kind.BAD_KEY, detail);
    }
}
