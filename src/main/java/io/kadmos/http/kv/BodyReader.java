package io.kadmos.http.kv;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

import io.kadmos.dht.record.Bytes;
import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;

/**
 * Reads the body of a request, within a bound of bytes and 30 seconds. A body that is announced too large is not read
 * at all. Callable from any thread; blocks.
 */
public final class BodyReader {

    /** Bounds the time from the first to the last byte. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** The first buffer for a body of unknown length. */
    private static final int FIRST_BYTES = 4096;

    private final int maxBytes;

    public BodyReader(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Reads the whole body. @throws Problem if it is too large, too slow or broken */
    public Bytes read(HttpServletRequest request) {
        long announced = request.getContentLengthLong();
        if (announced > maxBytes) {
            throw tooLarge().with("size", announced);
        }
        try {
            return read(request.getInputStream(), (int) announced);
        } catch (SocketTimeoutException e) {
            throw tooSlow();
        } catch (IOException e) {
            throw new Problem(Kind.BAD_REQUEST, "the body is broken");
        }
    }

    private Bytes read(InputStream body, int announced) throws IOException {
        long startNanos = System.nanoTime();
        byte[] bytes = new byte[announced >= 0 ? announced : FIRST_BYTES];
        int length = 0;
        int read = 0;
        while (read >= 0) {
            if (length == bytes.length && announced < 0) {
                bytes = Arrays.copyOf(bytes, Math.min(2 * bytes.length, maxBytes + 1));
            }
            read = length < bytes.length ? body.read(bytes, length, bytes.length - length) : -1;
            length += Math.max(0, read);
            if (length > maxBytes) {
                throw tooLarge();
            }
            if (System.nanoTime() - startNanos > TIMEOUT.toNanos()) {
                throw tooSlow();
            }
        }
        if (length < announced) {
            throw new IOException("the body ended early");
        }
        return Bytes.wrap(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
    }

    private Problem tooLarge() {
        return new Problem(Kind.VALUE_TOO_LARGE, "a value has at most " + maxBytes + " bytes").with("limit", maxBytes);
    }

    private static Problem tooSlow() {
        return new Problem(Kind.BAD_REQUEST, "a body must be complete within " + TIMEOUT.toSeconds() + " seconds");
    }
}
