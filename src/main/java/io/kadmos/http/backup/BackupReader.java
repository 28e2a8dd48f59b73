package io.kadmos.http.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;

/** Reads a backup line by line, with one line in memory at a time, and skips empty lines. For one thread; blocks. */
final class BackupReader {

    private static final int BUFFER_BYTES = 1 << 16;
    /** The most bytes of a line that counts as empty: a carriage return and a few spaces. */
    private static final int MAX_BLANKS = 8;

    private final InputStream in;
    private final BackupFormat format;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private long line;

    BackupReader(InputStream in, BackupFormat format) {
        this.in = in;
        this.format = format;
    }

    /** The next line, null at the end. @throws Problem that names the line if it is malformed or too long */
    @Nullable BackupLine next() {
        byte[] bytes = nextBytes();
        while (bytes != null && isBlank(bytes)) {
            bytes = nextBytes();
        }
        try {
            return bytes == null ? null : format.parse(bytes);
        } catch (Problem problem) {
            throw bad(String.valueOf(problem.getMessage()));
        }
    }

    /** A problem that names the line that was read last. */
    Problem bad(String detail) {
        return new Problem(Kind.BAD_REQUEST, "line " + line + ": " + detail).with("line", line);
    }

    private byte @Nullable [] nextBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        line++;
        while (fill()) {
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            bytes.write(buffer, position, end - position);
            if (bytes.size() > format.maxLineBytes()) {
                throw bad("longer than " + format.maxLineBytes() + " bytes");
            }
            position = end + 1;
            if (end < limit) {
                return bytes.toByteArray();
            }
        }
        return bytes.size() == 0 ? null : bytes.toByteArray();
    }

    private static boolean isBlank(byte[] bytes) {
        return bytes.length <= MAX_BLANKS && new String(bytes, StandardCharsets.ISO_8859_1).isBlank();
    }

    private boolean fill() {
        if (position < limit) {
            return true;
        }
        position = 0;
        try {
            limit = in.read(buffer);
        } catch (IOException e) {
            throw bad("the stream broke off");
        }
        return limit > 0;
    }
}
