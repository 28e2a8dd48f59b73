package io.kadmos.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document agrees with the node: it describes everything that is served, and what it describes happens. */
final class OpenApiIT {

    private static final String NO_ID = "0".repeat(40);
    private static final String NO_BODY = "";
    /** Requests, and the status that each of them gets. */
    private static final List<Call> CALLS = List.of(
            new Call("put", "/kv/{key}", "/kv/a", "one", 201),
            new Call("put", "/kv/{key}", "/kv/a", "two", 204),
            new Call("put", "/kv/{key}", "/kv/a?ttl=never", "two", 400),
            new Call("put", "/kv/{key}", "/kv/a", "two", 412).with("If-None-Match: *"),
            new Call("put", "/kv/{key}", "/kv/big", "x".repeat((1 << 20) + 1), 413),
            new Call("get", "/kv/{key}", "/kv/a", NO_BODY, 200),
            new Call("get", "/kv/{key}", "/kv/a", NO_BODY, 206).with("Range: bytes=0-1"),
            new Call("get", "/kv/{key}", "/kv/a", NO_BODY, 304).with("If-None-Match: *"),
            new Call("get", "/kv/{key}", "/kv/a?consistency=odd", NO_BODY, 400),
            new Call("get", "/kv/{key}", "/kv/nothing", NO_BODY, 404),
            new Call("get", "/kv/{key}", "/kv/a", NO_BODY, 412).with("If-Match: \"x\""),
            new Call("get", "/kv/{key}", "/kv/a", NO_BODY, 416).with("Range: bytes=10-20"),
            new Call("head", "/kv/{key}", "/kv/a", NO_BODY, 200),
            new Call("head", "/kv/{key}", "/kv/nothing", NO_BODY, 404),
            new Call("delete", "/kv/{key}", "/kv/a", NO_BODY, 412).with("If-Match: \"x\""),
            new Call("delete", "/kv/{key}", "/kv/%00", NO_BODY, 400),
            new Call("delete", "/kv/{key}", "/kv/a", NO_BODY, 204),
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
            new Call("post", "/cluster/recover", "/cluster/recover", "{}", 200),
            new Call("post", "/cluster/recover", "/cluster/recover", "[]", 400),
            new Call("post", "/cluster/recover", "/cluster/recover?confirm=" + NO_ID,
                    "{\"lost\":[{\"node\":\"" + NO_ID + "\",\"disk\":\"" + "0".repeat(32) + "\"}]}", 409),
            Call.get("/cluster/export", "", 200),
            new Call("post", "/cluster/import", "/cluster/import", "nonsense", 400),
            Call.get("/v3/api-docs", "", 200),
            new Call("post", "/cluster/drain", "/cluster/drain", NO_BODY, 202));
    /** A stream that does not end; the node has nothing to restore. */
    private static final Set<String> CALLED_ELSEWHERE = Set.of("get /cluster/events 200", "post /cluster/import 200");
    /** These take tokens, or a cluster in trouble. */
    private static final Set<String> NOT_HERE = Set.of("401", "403", "503", "507");

    private final JsonMapper json = new JsonMapper();
    private final Set<String> called = new TreeSet<>(CALLED_ELSEWHERE);

    private record Call(String method, String path, String target, String body, int status, List<String> headers) {

        Call(String method, String path, String target, String body, int status) {
            this(method, path, target, body, status, List.of());
        }

        static Call get(String path, String query, int status) {
            return new Call("get", path, path + query, NO_BODY, status);
        }

        Call with(String header) {
            return new Call(method, path, target, body, status, List.of(header));
        }
    }

    @Test
    void whatItDescribesHappensAndNothingElseIsServed() {
        try (RunningGateway gateway = RunningGateway.start()) {
            HttpResponse<String> answer = gateway.get("/v3/api-docs");
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            JsonNode document = json.readTree(answer.body());
            assertThat(document.get("openapi").asString()).startsWith("3.1");

            describesEveryPath(document, gateway);
            CALLS.forEach(call -> happens(call, document, gateway));
            everyDescribedStatusWasSeen(document);
        }
    }

    private static void describesEveryPath(JsonNode document, RunningGateway gateway) {
        Set<String> described = new TreeSet<>(document.get("paths").propertyNames());
        described.remove("/kv/{key}"); // a servlet
        assertThat(described).isEqualTo(new TreeSet<>(gateway.mappedPaths()));
    }

    private void happens(Call call, JsonNode document, RunningGateway gateway) {
        HttpResponse<String> answer = gateway.send(call.method().toUpperCase(Locale.ROOT), call.target(),
                call.body(), call.headers().toArray(String[]::new));
        String what = call.method() + " " + call.target() + ": " + answer.body();
        assertThat(answer.statusCode()).as(what).isEqualTo(call.status());
        JsonNode response = resolve(document, document.get("paths").get(call.path()).get(call.method())
                .get("responses").path(Integer.toString(call.status())));
        assertThat(response.isMissingNode()).as("described: " + what).isFalse();
        called.add(call.method() + " " + call.path() + " " + call.status());
        Map.Entry<String, JsonNode> content = response.path("content").properties().stream().findFirst().orElse(null);
        if (content == null) {
            assertThat(answer.body()).as(what).isEmpty();
        } else {
            String type = answer.headers().firstValue("Content-Type").orElse("");
            assertThat(type).as(what).startsWith(content.getKey().equals("*/*") ? "" : content.getKey());
            if (type.contains("json") && !type.contains("ndjson")) {
                agrees(json.readTree(answer.body()), content.getValue().get("schema"), document, what);
            }
        }
        response.path("headers").propertyNames().stream().filter(name -> !name.equals("Kadmos-Expires-At"))
                .forEach(name -> assertThat(answer.headers().firstValue(name)).as(what).isPresent());
    }

    /** Types, enumerations, patterns and required members; further members are welcome. */
    private static void agrees(JsonNode value, JsonNode described, JsonNode document, String what) {
        JsonNode schema = resolve(document, described);
        List<String> types = new ArrayList<>();
        JsonNode type = schema.path("type");
        (type.isArray() ? type.values() : List.of(type)).forEach(each -> types.add(each.asString("")));
        assertThat(types).as(what + value).containsAnyOf(typeOf(value), value.isIntegralNumber() ? "number" : "?", "");
        if (value.isNull()) {
            return;
        }
        schema.path("required").forEach(name -> assertThat(value.has(name.asString())).as(what + name).isTrue());
        schema.path("properties").properties().stream().filter(each -> value.has(each.getKey()))
                .forEach(each -> agrees(value.get(each.getKey()), each.getValue(), document, what));
        if (schema.has("items")) {
            value.forEach(each -> agrees(each, schema.get("items"), document, what));
        }
        if (schema.has("enum")) {
            assertThat(schema.get("enum").values()).as(what).contains(value);
        }
        if (schema.has("pattern")) {
            assertThat(value.asString()).as(what).matches(schema.get("pattern").asString());
        }
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case NULL -> "null";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            default -> throw new AssertionError("not JSON: " + value);
        };
    }

    private void everyDescribedStatusWasSeen(JsonNode document) {
        Set<String> unseen = new TreeSet<>();
        document.get("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(method -> method.getValue().has("responses"))
                .forEach(method -> method.getValue().get("responses").propertyNames().stream()
                        .filter(status -> !NOT_HERE.contains(status))
                        .map(status -> method.getKey() + " " + path.getKey() + " " + status)
                        .filter(each -> !called.contains(each)).forEach(unseen::add)));
        assertThat(unseen).isSubsetOf("head /kv/{key} 304", "head /kv/{key} 400", "head /kv/{key} 412",
                "get /cluster/events 405", "get /cluster/export 405");
    }

    private static JsonNode resolve(JsonNode document, JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
    }
}
