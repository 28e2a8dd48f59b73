package io.kadmos.process;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.kadmos.dht.record.OpId;
import io.kadmos.dht.record.Version;
import io.kadmos.simulation.Attempt;
import io.kadmos.simulation.Attempt.Action;
import io.kadmos.simulation.Attempt.Condition;
import io.kadmos.simulation.Attempt.Outcome;

/**
 * Makes single attempts through gateways and writes down how each of them ended: an error of the connection, unless
 * there never was one, and an answer that says so leave it open whether a write took effect.
 */
final class KeyValueClient implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1)).build();
    private final ObservedHistory history;
    private final Pauses pauses;
    private final Map<String, Integer> unanswered = new ConcurrentSkipListMap<>();

    KeyValueClient(ObservedHistory history, Pauses pauses) {
        this.history = history;
        this.pauses = pauses;
    }

    /** Tries something once. */
    Outcome attempt(ProcessNode gateway, String key, Action action) throws InterruptedException {
        int number = history.nextNumber();
        HttpRequest request = request(gateway.request("/kv/" + key), action, number);
        long calledAt = System.nanoTime();
        Outcome outcome = outcome(request, action);
        long now = System.nanoTime();
        long endedAt = outcome instanceof Outcome.Unknown ? Attempt.NEVER : now;
        history.add(key, new Attempt(number, calledAt, endedAt, action, outcome));
        pauses.requestEnded(calledAt, now, isAnswer(outcome));
        return outcome;
    }

    /** How often there was no answer, by why. */
    Map<String, Integer> unanswered() {
        return unanswered;
    }

    /** Breaks off what is under way. */
    @Override
    public void close() {
        http.shutdownNow();
    }

    /** Whether the client knows now what it wanted to know. */
    static boolean isAnswer(Outcome outcome) {
        return !(outcome instanceof Outcome.Unknown || outcome instanceof Outcome.NeverHappened);
    }

    private static HttpRequest request(HttpRequest.Builder to, Action action, int number) {
        return switch (action) {
            case Action.Get() -> to.build();
            case Action.Put(var op, var condition, _) -> named(to, op, condition)
                    .PUT(BodyPublishers.ofString(Integer.toString(number))).build();
            case Action.Delete(var op, var condition) -> named(to, op, condition).DELETE().build();
        };
    }

    private static HttpRequest.Builder named(HttpRequest.Builder to, OpId op, Condition condition) {
        to.header("Idempotency-Key", op.hex());
        return switch (condition) {
            case Condition.None() -> to;
            case Condition.Match(var version) -> to.header("If-Match", '"' + version.text() + '"');
            case Condition.MatchAny() -> to.header("If-Match", "*");
            case Condition.NoMatch(var version) -> to.header("If-None-Match", '"' + version.text() + '"');
            case Condition.Absent() -> to.header("If-None-Match", "*");
        };
    }

    private Outcome outcome(HttpRequest request, Action action) throws InterruptedException {
        try {
            return outcome(http.send(request, BodyHandlers.ofString()), action);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            unanswered("not connected");
            return new Outcome.NeverHappened();
        } catch (IOException e) {
            unanswered("connection broken");
            return new Outcome.Unknown(Optional.empty());
        }
    }

    private Outcome outcome(HttpResponse<String> response, Action action) {
        Optional<Version> version = version(response);
        return switch (response.statusCode()) {
            case 200 -> new Outcome.Found(Integer.parseInt(response.body(), 10), version.orElseThrow());
            case 404 -> new Outcome.Nothing();
            case 201 -> new Outcome.Written(version.orElseThrow(), true);
            case 204 -> action instanceof Action.Delete
                    ? new Outcome.Removed()
                    : new Outcome.Written(version.orElseThrow(), false);
            case 412 -> new Outcome.Failed(version);
            case 503 -> unavailable(JSON.readTree(response.body()));
            default -> throw new AssertionError(action + " is answered " + response + " " + response.body());
        };
    }

    private Outcome unavailable(JsonNode problem) {
        unanswered(problem.path("detail").asString(""));
        return problem.path("outcome").asString("").equals("not-applied")
                ? new Outcome.NeverHappened()
                : new Outcome.Unknown(problem.optional("version").map(JsonNode::asString).flatMap(Version::parse));
    }

    private void unanswered(String why) {
        unanswered.merge(why, 1, Integer::sum);
    }

    private static Optional<Version> version(HttpResponse<String> response) {
        return response.headers().firstValue("ETag").map(tag -> tag.substring(1, tag.length() - 1))
                .map(text -> Version.parse(text).orElseThrow());
    }
}
