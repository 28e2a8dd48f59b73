package io.kadmos.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

/** What a cluster of processes tells about itself: lookups, reads, events, and a node that the others left alone. */
@Isolated("its requests have two seconds")
final class IntrospectionIT {

    private static final List<String> NAMES = List.of("alice", "bob", "carol");
    /** Within this time a node that hears no other says so. */
    private static final Duration ZOMBIE_BOUND = Duration.ofSeconds(15);
    /** The deadline of a request, and some time for a busy machine. */
    private static final Duration ANSWER_BOUND = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void explainsItselfAndNoticesThatItIsAlone() throws Exception {
        try (ProcessCluster cluster = new ProcessCluster(directory, NAMES,
                "--logging.level.io.kadmos.dht.rpc.RpcServer=debug",
                "--logging.level.io.kadmos.http.Operations=debug")) {
            cluster.form();
            ProcessNode alice = cluster.node("alice");
            looksUpHopByHop(alice);
            explainsAReadRoundByRound(alice);
            carriesTheTraceOfARequestToOtherNodes(cluster, alice);
            refusesWhatItDoesNotUnderstand(alice);
            tellsOfANodeThatDiesAndReturns(cluster, alice);
            isNotReadyWhileNoNodeAnswers(cluster, alice);
        }
    }

    private static void looksUpHopByHop(ProcessNode alice) throws IOException, InterruptedException {
        JsonNode lookup = lookUp(alice);

        assertThat(lookup.get("target").asString()).isEqualTo(alice.cluster("/placement?key=color").get("id")
                .asString());
        assertThat(lookup.get("requests").asInt()).isEqualTo(2);
        assertThat(lookup.get("hops").asInt()).isEqualTo(1);
        assertThat(lookup.get("reason").asString()).isEqualTo("exhausted");
        assertThat(lookup.get("steps")).hasSize(2).allSatisfy(step -> {
            assertThat(step.get("outcome").asString()).isEqualTo("answered");
            assertThat(step.get("hop").asInt()).isEqualTo(1);
            assertThat(step.at("/asked/name").asString()).isIn("bob", "carol");
            assertThat(step.get("rttMicros").asLong()).isPositive();
            assertThat(step.get("startedMicros").asLong()).isNotNegative();
            assertThat(step.get("returned")).isNotEmpty();
        });
        assertThat(lookup.get("closest")).hasSize(2);
    }

    /** A busy machine may answer 503: the deadline of the request has passed. */
    private static JsonNode lookUp(ProcessNode alice) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonNode answer = alice.cluster("/lookup?key=color");
        while (!answer.has("target") && System.nanoTime() < deadline) {
            answer = alice.cluster("/lookup?key=color");
        }
        assertThat(answer.has("target")).as(answer.toString()).isTrue();
        return answer;
    }

    private static void explainsAReadRoundByRound(ProcessNode alice) throws IOException, InterruptedException {
        JsonNode absent = alice.cluster("/explain?key=color");
        assertThat(absent.get("outcome").asString()).isEqualTo("absent");
        assertThat(absent.get("version").isNull()).isTrue();

        assertThat(alice.put("color", "blue")).isEqualTo(201);
        HttpResponse<String> read = alice.get("color");
        JsonNode found = alice.cluster("/explain?key=color");

        assertThat(found.get("outcome").asString()).isEqualTo("found");
        String version = read.headers().firstValue("Kadmos-Version").orElseThrow();
        assertThat(found.get("version").asString()).isEqualTo(version);
        assertThat(found.get("micros").asLong()).isPositive();
        JsonNode query = found.get("rounds").get(0);
        assertThat(query.get("kind").asString()).isEqualTo("query");
        assertThat(query.get("replies").size()).isGreaterThanOrEqualTo(2);
        assertThat(query.get("replies")).allSatisfy(reply -> {
            assertThat(reply.get("name").asString()).isIn(NAMES);
            assertThat(reply.get("outcome").asString()).isEqualTo("value");
            assertThat(reply.get("version").asString()).isEqualTo(version);
        });
    }

    private static void carriesTheTraceOfARequestToOtherNodes(ProcessCluster cluster, ProcessNode alice)
            throws IOException, InterruptedException {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        assertThat(alice.send(alice.request("/kv/color").header("traceparent", trace))).isEqualTo(200);
        assertThat(alice.send(alice.request("/kv/color").header("traceparent", "nonsense"))).isEqualTo(200);

        alice.awaitOutput("operation ended traceparent=" + trace + " operation=get outcome=found");
        String others = cluster.node("bob").output() + cluster.node("carol").output();
        assertThat(others).contains("request served traceparent=" + trace + " type=query");
    }

    private static void refusesWhatItDoesNotUnderstand(ProcessNode alice) throws IOException, InterruptedException {
        for (String path : List.of("/lookup", "/lookup?id=42", "/lookup?key=a&id=" + "0".repeat(40), "/explain",
                "/explain?key=", "/explain?key=a&key=b")) {
            assertThat(alice.cluster(path).get("status").asInt()).as(path).isEqualTo(400);
        }
        assertThat(alice.send(alice.request("/cluster/events").HEAD())).isEqualTo(405);
    }

    private static void tellsOfANodeThatDiesAndReturns(ProcessCluster cluster, ProcessNode alice) throws Exception {
        try (EventListening events = new EventListening(alice)) {
            assertThat(events.contentType()).startsWith("text/event-stream");
            assertThat(events.await("event: snapshot")).contains("\"name\":\"carol\"", "\"underReplicated\":0");
            ProcessNode carol = cluster.node("carol");
            carol.kill();
            events.await("event: node", "\"name\":\"carol\"", "\"state\":\"suspect\"");
            carol.start();
            events.await("event: node", "\"name\":\"carol\"", "\"state\":\"active\"");
            carol.awaitReady();
        }
    }

    /** The others are stopped, not killed: their sockets are there, and they do not answer. */
    private static void isNotReadyWhileNoNodeAnswers(ProcessCluster cluster, ProcessNode alice) throws Exception {
        cluster.node("bob").pause();
        cluster.node("carol").pause();
        long stopped = System.nanoTime();
        long asked = System.nanoTime();
        assertThat(alice.get("color").statusCode()).isEqualTo(503);
        assertThat(alice.put("color", "red")).isEqualTo(503);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(ANSWER_BOUND.multipliedBy(2));

        alice.await("\"reason\":\"isolated\"");
        Duration noticed = Duration.ofNanos(System.nanoTime() - stopped);
        assertThat(noticed).isLessThan(ZOMBIE_BOUND);
        System.out.println("a node that is alone says so after " + noticed.toMillis() + " ms: " + alice.readiness());

        asked = System.nanoTime();
        assertThat(alice.cluster("/explain?key=color").get("outcome").asString()).isEqualTo("unavailable");
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(ANSWER_BOUND);

        cluster.node("bob").resume();
        cluster.node("carol").resume();
        alice.awaitReady();
        assertThat(alice.get("color").statusCode()).isEqualTo(200);
    }
}
