package io.kadmos.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two of four machines burn down, and an operator begins anew with what the other two have. */
final class RecoveryIT {

    private static final List<String> KEYS = IntStream.range(0, 200).mapToObj(i -> "key-" + i).toList();

    private final JsonMapper json = new JsonMapper();

    @TempDir
    private Path directory;

    @Test
    void slotsThatLostMostOfTheirDisksServeAgainWithWhatIsLeft() throws Exception {
        try (ProcessCluster cluster = new ProcessCluster(directory, List.of("alice", "bob", "carol", "dave"))) {
            cluster.form();
            ProcessNode alice = cluster.node("alice");
            for (String key : KEYS) {
                assertThat(alice.put(key, "value of " + key)).isEqualTo(201);
            }
            cluster.awaitWhole();
            String clusterId = alice.cluster("").get("cluster").get("id").asString();
            List<String> lost = lose(cluster, "carol", "dave");

            JsonNode preview = json.readTree(alice.post("/cluster/recover", "").body());
            assertThat(preview.get("missing").findValuesAsString("disk")).containsExactlyInAnyOrderElementsOf(lost);
            assertThat(preview.get("slots").size()).isPositive();
            assertThat(preview.get("recovered").asInt()).isZero();
            String body = "{\"lost\":" + json.writeValueAsString(preview.get("missing")) + "}";

            HttpResponse<String> guessed = alice.post("/cluster/recover?confirm=" + "0".repeat(40), body);
            assertThat(guessed.statusCode()).isEqualTo(409);
            assertThat(guessed.body()).contains("recovery-refused");

            JsonNode done = json.readTree(cluster.node("bob").post("/cluster/recover?confirm=" + clusterId, body)
                    .body());
            assertThat(done.get("recovered").asInt()).isEqualTo(preview.get("slots").size());
            for (ProcessNode gateway : cluster.running()) {
                gateway.awaitReady();
                for (String key : KEYS) {
                    assertThat(gateway.get(key).body()).as(key).isEqualTo("value of " + key);
                }
            }
            assertThat(alice.put("afterwards", "x")).isEqualTo(201);
            System.out.printf("recovered %d slots, %d keys read back through each of %d nodes%n",
                    done.get("recovered").asInt(), KEYS.size(), cluster.running().size());

            ProcessNode carol = cluster.node("carol");
            carol.start();
            carol.await("\"reason\":\"rolled-back\"");
        }
    }

    /** They are killed, and believed to be lost as soon as the others have noticed. Returns their disks. */
    private static List<String> lose(ProcessCluster cluster, String... names) throws Exception {
        List<String> all = List.of(names);
        List<String> disks = cluster.node("alice").cluster("/nodes").get("nodes").valueStream()
                .filter(node -> all.contains(node.get("name").asString())).map(node -> node.get("disk").asString())
                .toList();
        for (String name : names) {
            cluster.node(name).kill();
        }
        for (String name : names) {
            cluster.awaitState(name, "suspect");
        }
        return disks;
    }
}
