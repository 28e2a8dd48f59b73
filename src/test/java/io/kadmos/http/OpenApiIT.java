package io.kadmos.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;

import io.kadmos.http.OpenApiDocument.Answer;
import io.kadmos.http.OpenApiDocument.Operation;

/**
 * The OpenAPI document agrees with the node: it describes everything that is served, every answer that it describes is
 * given by some node, and every answer that any of them gives is described.
 */
final class OpenApiIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String NO_ID = "0".repeat(40);
    private static final String NO_BODY = "";
    private static final String KEY = "/kv/{key}";
    private static final String EVENTS = "/cluster/events";
    /** Requests to a node that works, and the status that each of them gets. */
    private static final List<Call> CALLS = List.of(
            new Call("put", KEY, "/kv/a", "one", 201),
            new Call("put", KEY, "/kv/a", "two", 204),
            new Call("put", KEY, "/kv/a?ttl=never", "two", 400),
            new Call("put", KEY, "/kv/a", "two", 412).with("If-None-Match: *"),
            new Call("put", KEY, "/kv/big", "x".repeat((1 << 20) + 1), 413),
            new Call("get", KEY, "/kv/a", NO_BODY, 200),
            new Call("get", KEY, "/kv/a", NO_BODY, 206).with("Range: bytes=0-1"),
            new Call("get", KEY, "/kv/a", NO_BODY, 304).with("If-None-Match: *"),
            new Call("get", KEY, "/kv/a?consistency=odd", NO_BODY, 400),
            new Call("get", KEY, "/kv/nothing", NO_BODY, 404),
            new Call("get", KEY, "/kv/a", NO_BODY, 412).with("If-Match: \"x\""),
            new Call("get", KEY, "/kv/a", NO_BODY, 416).with("Range: bytes=10-20"),
            new Call("head", KEY, "/kv/a", NO_BODY, 200),
            new Call("head", KEY, "/kv/a", NO_BODY, 304).with("If-None-Match: *"),
            new Call("head", KEY, "/kv/a?consistency=odd", NO_BODY, 400),
            new Call("head", KEY, "/kv/nothing", NO_BODY, 404),
            new Call("head", KEY, "/kv/a", NO_BODY, 412).with("If-Match: \"x\""),
            new Call("delete", KEY, "/kv/a", NO_BODY, 412).with("If-Match: \"x\""),
            new Call("delete", KEY, "/kv/%00", NO_BODY, 400),
            new Call("delete", KEY, "/kv/a", NO_BODY, 204),
            Call.get("/cluster", "", 200),
            Call.get("/cluster/nodes", "", 200),
            Call.get("/cluster/routing-table", "", 200),
            Call.get("/cluster/routing-table", "?node=42", 400),
            Call.get("/cluster/routing-table", "?node=" + NO_ID, 404),
            Call.get("/cluster/placement", "?key=a", 200),
            Call.get("/cluster/placement", "", 400),
            Call.get("/cluster/lookup", "?key=a", 200),
            Call.get("/cluster/lookup", "", 400),
            Call.get("/cluster/explain", "?key=a", 200),
            Call.get("/cluster/explain", "", 400),
            Call.get("/cluster/drain", "", 200),
            Call.get(EVENTS, "", 200),
            Call.post("/cluster/recover", "", "{}", 200),
            Call.post("/cluster/recover", "", "[]", 400),
            Call.post("/cluster/recover", "?confirm=" + NO_ID,
                    "{\"lost\":[{\"node\":\"" + NO_ID + "\",\"disk\":\"" + "0".repeat(32) + "\"}]}", 409),
            Call.post("/cluster/recover", "", " ".repeat((64 << 10) + 1), 413),
            Call.get("/cluster/export", "", 200),
            Call.post("/cluster/import", "", "nonsense", 400),
            Call.get("/v3/api-docs", "", 200),
            new Call("put", KEY, "/kv/for-the-backup", "one", 201));
    /** Something to ask for where the question alone would not do. */
    private static final Set<String> NEEDS_KEY = Set.of("/cluster/placement", "/cluster/lookup", "/cluster/explain");

    private final OpenApiDocument document = new OpenApiDocument(read());

    private record Call(String method, String path, String target, String body, int status, List<String> headers) {

        Call(String method, String path, String target, String body, int status) {
            this(method, path, target, body, status, List.of());
        }

        static Call get(String path, String query, int status) {
            return new Call("get", path, path + query, NO_BODY, status);
        }

        static Call post(String path, String query, String body, int status) {
            return new Call("post", path, path + query, body, status);
        }

        /** An operation as it would be right, if the node had nothing against it. */
        static Call of(Operation operation, int status) {
            String target = operation.path().replace("{key}", "a");
            return new Call(operation.method(), operation.path(),
                    NEEDS_KEY.contains(target) ? target + "?key=a" : target, NO_BODY, status);
        }

        Call with(String... more) {
            return new Call(method, path, target, body, status, List.of(more));
        }
    }

    @Test
    void whatItDescribesHappensAndNothingElse(@TempDir Path directory) throws InterruptedException {
        askOneThatWorks();
        askOneThatWantsTokens();
        askOneThatIsAskedTooOften();
        askOneWithoutItsCluster();
        askOneWithAFullDisk(directory);

        assertThat(document.unseen()).isEmpty();
    }

    private void askOneThatWorks() {
        try (RunningGateway gateway = RunningGateway.start()) {
            assertThat(gateway.get("/v3/api-docs").body()).isEqualTo(read());
            assertThat(document.version()).startsWith("3.1");
            Set<String> described = document.paths();
            described.remove(KEY); // a servlet
            assertThat(described).isEqualTo(new TreeSet<>(gateway.mappedPaths()));

            CALLS.forEach(call -> happens(call, gateway));
            happens(Call.post("/cluster/import", "", gateway.get("/cluster/export").body(), 200), gateway);
            happens(Call.post("/cluster/drain", "", NO_BODY, 202), gateway);
        }
    }

    private void askOneThatWantsTokens() {
        TokenFile tokens = TokenFile.create();
        try (RunningGateway gateway = RunningGateway.start("--kadmos.http.auth.mode=token",
                "--kadmos.http.auth.tokens-file=" + tokens.path())) {
            document.operationsWith(401).forEach(each -> happens(Call.of(each, 401), gateway));
            document.operationsWith(403)
                    .forEach(each -> happens(Call.of(each, 403).with(TokenFile.READER), gateway));
        } finally {
            tokens.delete();
        }
    }

    /** Every operation has a client of its own, who has just asked for something else. */
    private void askOneThatIsAskedTooOften() {
        try (RunningGateway gateway = RunningGateway.start("--kadmos.http.rate-limit=1",
                "--server.forward-headers-strategy=native")) {
            int client = 0;
            for (Operation operation : document.operationsWith(429)) {
                client++;
                String address = "X-Forwarded-For: 198.51.100." + client;
                assertThat(gateway.get("/nowhere", address).statusCode()).isEqualTo(404);
                happens(Call.of(operation, 429).with(address), gateway);
            }
        }
    }

    /** The initial members never meet; and then the node's only thread is held up, so that it cannot even say so. */
    private void askOneWithoutItsCluster() {
        try (RunningGateway gateway = RunningGateway.begin("--kadmos.cluster.initial-members=alone,absent",
                "--kadmos.peer.insecure=true", "--kadmos.http.request-deadline=300ms")) {
            List<Operation> operations = document.operationsWith(503);
            operations.stream().filter(each -> each.path().equals(KEY))
                    .forEach(each -> happens(Call.of(each, 503), gateway));
            Runnable release = gateway.holdUpLoop();
            operations.stream().filter(each -> !each.path().equals(KEY))
                    .forEach(each -> happens(Call.of(each, 503), gateway));
            release.run();
        }
    }

    /** It looks at its disk only now and then. */
    private void askOneWithAFullDisk(Path directory) throws InterruptedException {
        try (RunningGateway gateway = RunningGateway.start("--kadmos.storage.engine=rocksdb",
                "--kadmos.node.data-dir=" + directory, "--kadmos.storage.high-watermark=0%")) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (gateway.put("/kv/a", "one").statusCode() != 507 && System.nanoTime() < deadline) {
                Thread.sleep(100);
            }
            document.operationsWith(507).forEach(each -> happens(Call.of(each, 507), gateway));
        }
    }

    private void happens(Call call, RunningGateway gateway) {
        Answer answer = answer(call, gateway);
        assertThat(answer.status()).as(call.method() + " " + call.target() + ": " + answer.body())
                .isEqualTo(call.status());
        document.check(new Operation(call.method(), call.path()), answer);
    }

    private static Answer answer(Call call, RunningGateway gateway) {
        String[] headers = call.headers().toArray(String[]::new);
        if (call.path().equals(EVENTS)) {
            HttpResponse<Stream<String>> answer = gateway.lines(call.target(), headers);
            try (Stream<String> lines = answer.body()) {
                return new Answer(answer.statusCode(), answer.headers(), firstParagraph(lines));
            }
        }
        HttpResponse<String> answer = gateway.send(call.method().toUpperCase(Locale.ROOT), call.target(), call.body(),
                headers);
        return new Answer(answer.statusCode(), answer.headers(), answer.body());
    }

    /** An event, or a problem; events never end. */
    private static String firstParagraph(Stream<String> lines) {
        return lines.takeWhile(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }

    private static String read() {
        try {
            return new ClassPathResource("openapi.json").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
