package io.kadmos.http.kv;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

import io.kadmos.dht.record.Version;
import io.kadmos.dht.register.Conditions;
import io.kadmos.dht.register.Conditions.Tags;
import io.kadmos.dht.register.Read.Value;
import io.kadmos.http.EntityTags;
import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;

/**
 * Writes a value as the answer to a GET or HEAD: preconditions in the order of RFC 9110 §13.2.2, then a range, then
 * bytes.
 */
record ValueResponse(Value value, HttpServletRequest request, HttpServletResponse response) {

    void write(Conditions conditions) throws IOException {
        boolean modified = isModified(conditions);
        response.setHeader("ETag", EntityTags.of(value.version()));
        response.setHeader("Kadmos-Version", value.version().text());
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("Last-Modified", HttpDate.format(value.version().time()));
        if (value.expiresAt() != null) {
            response.setHeader("Kadmos-Expires-At", value.expiresAt().toString());
        }
        if (modified) {
            writeBytes();
        } else {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        }
    }

    /** Whether the client needs the bytes. @throws Problem if the request asks for another version only */
    private boolean isModified(Conditions conditions) {
        Optional<Version> version = Optional.of(value.version());
        Instant changed = value.version().time();
        Tags ifMatch = conditions.ifMatch();
        boolean matches = ifMatch != null
                ? ifMatch.match(version)
                : date("If-Unmodified-Since").map(since -> !HttpDate.isAfter(changed, since)).orElse(true);
        if (!matches) {
            throw new Problem(Kind.PRECONDITION_FAILED, "the current version is another one")
                    .withHeader("ETag", EntityTags.of(value.version()));
        }
        Tags ifNoneMatch = conditions.ifNoneMatch();
        return ifNoneMatch != null
                ? !ifNoneMatch.match(version)
                : date("If-Modified-Since").map(since -> HttpDate.isAfter(changed, since)).orElse(true);
    }

    private void writeBytes() throws IOException {
        byte[] bytes = value.body().value().array();
        ByteRange range = range(bytes.length).orElse(null);
        response.setHeader("Accept-Ranges", "bytes");
        response.setHeader("X-Content-Type-Options", "nosniff");
        StoredContentType.set(request, value.body().contentType());
        if (range != null) {
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader("Content-Range", range.contentRange(bytes.length));
        }
        int start = range == null ? 0 : range.start();
        int length = range == null ? bytes.length : range.end() - range.start();
        response.setContentLength(length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(bytes, start, length);
        }
    }

    /** RFC 9110 §14.2: a range applies to GET only, and only if If-Range is absent or names the current version. */
    private Optional<ByteRange> range(int length) {
        String header = request.getHeader("Range");
        if (header == null || !request.getMethod().equals("GET") || !isIfRangeTrue()) {
            return Optional.empty();
        }
        return ByteRange.parse(header, length);
    }

    /** Two versions of one second have the same date, so only the strong tag of the current version is true. */
    private boolean isIfRangeTrue() {
        String ifRange = request.getHeader("If-Range");
        return ifRange == null || ifRange.strip().equals(EntityTags.of(value.version()));
    }

    private Optional<Instant> date(String header) {
        return HttpDate.parse(request.getHeader(header));
    }
}
