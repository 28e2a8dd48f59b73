package io.kadmos.http.backup;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Body;
import io.kadmos.dht.record.Bytes;
import io.kadmos.dht.register.Read.Value;
import io.kadmos.http.GatewaySettings;
import io.kadmos.http.backup.BackupLine.Broken;
import io.kadmos.http.backup.BackupLine.End;
import io.kadmos.http.backup.BackupLine.Entry;
import io.kadmos.http.backup.BackupLine.Header;
import io.kadmos.http.kv.ContentTypes;
import io.kadmos.http.kv.KeyPath;
import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;

/**
 * Writes and parses the lines of a backup, each a JSON object: {@code {"kadmos":1,"cluster","clusterId","startedAt"}},
 * then {@code {"key","contentType","etag","expiresAt","value"}} for each key with the value in Base64, then
 * {@code {"keys":3}}. A backup without this last line is incomplete. The parser ignores unknown names, so that later
 * versions may add some. Callable from any thread.
 */
public final class BackupFormat {

    static final String CONTENT_TYPE = "application/x-ndjson";

    private static final int VERSION = 1;
    /** The most bytes of a line without its value, even if every character of the key is escaped. */
    private static final int OVERHEAD_BYTES = 8192;

    private final JsonMapper json;
    private final KeyPath keys;
    private final int maxValueBytes;

    public BackupFormat(JsonMapper json, GatewaySettings settings) {
        this.json = json;
        this.keys = new KeyPath(settings.maxKeyBytes());
        this.maxValueBytes = settings.maxValueBytes();
    }

    /** The longest line, without its end. */
    int maxLineBytes() {
        return OVERHEAD_BYTES + (maxValueBytes + 2) / 3 * 4;
    }

    byte[] header(Header header) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kadmos", VERSION);
        members.put("cluster", header.cluster());
        members.put("clusterId", header.clusterId());
        members.put("startedAt", header.startedAt().toString());
        return line(members);
    }

    byte[] entry(Key key, Value value) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("key", key.text());
        members.put("contentType", value.body().contentType());
        members.put("etag", value.version().text());
        if (value.expiresAt() != null) {
            members.put("expiresAt", value.expiresAt().toString());
        }
        members.put("value", Base64.getEncoder().encodeToString(value.body().value().array()));
        return line(members);
    }

    byte[] end(End end) {
        return line(Map.of("keys", end.keys()));
    }

    byte[] broken(Broken broken) {
        return line(Map.of("error", broken.error()));
    }

    /** Parses a line. @throws Problem if it is malformed */
    BackupLine parse(byte[] line) {
        JsonNode members = tree(line);
        if (members.has("key")) {
            return entry(members);
        }
        if (members.has("kadmos")) {
            return header(members);
        }
        if (members.has("error")) {
            return new Broken(text(members, "error"));
        }
        if (members.path("keys").isIntegralNumber()) {
            return new End(members.path("keys").longValue());
        }
        throw bad("neither a header, nor a key, nor the end of a backup");
    }

    private JsonNode tree(byte[] line) {
        try {
            JsonNode tree = json.readTree(line);
            if (tree != null && tree.isObject()) {
                return tree;
            }
        } catch (JacksonException e) {
            throw bad("not JSON");
        }
        throw bad("not a JSON object");
    }

    private static Header header(JsonNode members) {
        if (members.path("kadmos").asInt(0) != VERSION) {
            throw bad("the format of this backup is not known here");
        }
        return new Header(text(members, "cluster"), text(members, "clusterId"), time(members, "startedAt"));
    }

    private Entry entry(JsonNode members) {
        String contentType = text(members, "contentType");
        if (!ContentTypes.isValid(contentType)) {
            throw bad("\"contentType\" is not a media type");
        }
        Instant expiresAt = members.has("expiresAt") ? time(members, "expiresAt") : null;
        return new Entry(key(text(members, "key")), new Body(contentType, value(text(members, "value"))), expiresAt);
    }

    /** A lone surrogate is no character: its encoding would be a question mark, and the key another one. */
    private Key key(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw bad("a key must be valid Unicode");
        }
        return keys.of(text);
    }

    private Bytes value(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (bytes.length > maxValueBytes) {
                throw bad("a value has at most " + maxValueBytes + " bytes");
            }
            return Bytes.wrap(bytes);
        } catch (IllegalArgumentException e) {
            throw bad("\"value\" is not Base64");
        }
    }

    private static Instant time(JsonNode members, String name) {
        try {
            return Instant.parse(text(members, name));
        } catch (DateTimeException e) {
            throw bad("\"" + name + "\" is not a time of RFC 3339");
        }
    }

    private static String text(JsonNode members, String name) {
        JsonNode member = members.path(name);
        if (!member.isString()) {
            throw bad("\"" + name + "\" must be a text");
        }
        return member.stringValue();
    }

    private byte[] line(Map<String, ?> members) {
        byte[] object = json.writeValueAsBytes(members);
        byte[] line = Arrays.copyOf(object, object.length + 1);
        line[object.length] = '\n';
        return line;
    }

    private static Problem bad(String detail) {
        return new Problem(Kind.BAD_REQUEST, detail);
    }
}
