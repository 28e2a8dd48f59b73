package io.kadmos.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document of a node, what of it has been seen to happen, and whether that was as described. */
final class OpenApiDocument {

    private final JsonMapper json = new JsonMapper();
    private final JsonNode document;
    private final Set<String> seen = new TreeSet<>();

    OpenApiDocument(String text) {
        this.document = json.readTree(text);
    }

    /** What can be asked for: a method in lower case, and a path. */
    record Operation(String method, String path) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** What came back. */
    record Answer(int status, HttpHeaders headers, String body) {}

    String version() {
        return document.get("openapi").asString();
    }

    Set<String> paths() {
        return new TreeSet<>(document.get("paths").propertyNames());
    }

    /** Every operation that is described with an answer of this status. */
    List<Operation> operationsWith(int status) {
        return operations().filter(each -> responses(each).has(Integer.toString(status))).toList();
    }

    /** An answer that was seen must be described, and agree with its description. */
    void check(Operation operation, Answer answer) {
        String what = operation + " " + answer.status();
        JsonNode response = resolve(responses(operation).path(Integer.toString(answer.status())));
        assertThat(response.isMissingNode()).as("no schema describes " + what + ": " + answer.body()).isFalse();
        seen.add(what);
        if (operation.method().equals("head")) {
            assertThat(answer.body()).as(what).isEmpty();
        } else {
            checkBody(response, answer, what);
        }
        response.path("headers").propertyNames().stream().filter(name -> !name.equals("Kadmos-Expires-At"))
                .forEach(name -> assertThat(answer.headers().firstValue(name)).as(what + " " + name).isPresent());
    }

    /** Every operation with a status that is described and was not seen. */
    Set<String> unseen() {
        Set<String> unseen = new TreeSet<>();
        operations().forEach(each -> responses(each).propertyNames()
                .forEach(status -> unseen.add(each + " " + status)));
        unseen.removeAll(seen);
        return unseen;
    }

    private Stream<Operation> operations() {
        return document.get("paths").properties().stream().flatMap(path -> path.getValue().properties().stream()
                .filter(each -> each.getValue().has("responses"))
                .map(each -> new Operation(each.getKey(), path.getKey())));
    }

    private JsonNode responses(Operation operation) {
        return document.get("paths").get(operation.path()).get(operation.method()).get("responses");
    }

    private void checkBody(JsonNode response, Answer answer, String what) {
        Map.Entry<String, JsonNode> content = response.path("content").properties().stream().findFirst().orElse(null);
        if (content == null) {
            assertThat(answer.body()).as(what).isEmpty();
            return;
        }
        String type = answer.headers().firstValue("Content-Type").orElse("");
        assertThat(type).as(what).startsWith(content.getKey().equals("*/*") ? "" : content.getKey());
        if (type.contains("json") && !type.contains("ndjson")) {
            agrees(json.readTree(answer.body()), content.getValue().get("schema"), what);
        }
    }

    /** Types, enumerations, patterns and required members; further members are welcome. */
    private void agrees(JsonNode value, JsonNode described, String what) {
        JsonNode schema = resolve(described);
        List<String> types = new ArrayList<>();
        JsonNode type = schema.path("type");
        (type.isArray() ? type.values() : List.of(type)).forEach(each -> types.add(each.asString("")));
        assertThat(types).as(what + value).containsAnyOf(typeOf(value), value.isIntegralNumber() ? "number" : "?", "");
        if (value.isNull()) {
            return;
        }
        schema.path("required").forEach(name -> assertThat(value.has(name.asString())).as(what + name).isTrue());
        schema.path("properties").properties().stream().filter(each -> value.has(each.getKey()))
                .forEach(each -> agrees(value.get(each.getKey()), each.getValue(), what));
        if (schema.has("items")) {
            value.forEach(each -> agrees(each, schema.get("items"), what));
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

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
    }
}
