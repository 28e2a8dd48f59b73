package io.kadmos.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Testcontainers;

/**
 * Three nodes in containers of the image that the Dockerfile builds, and what happens to containers: cut off, frozen,
 * killed, moved, wiped, started with the wrong secret. Every test begins with a cluster in which any one node may be
 * missed.
 */
@Testcontainers(disabledWithoutDocker = true)
@Order(ContainerClusterIT.LAST)
final class ContainerClusterIT {

    /** Of two workers one takes classes from the end: it builds the image, which mostly waits, beside the longest. */
    static final int LAST = Integer.MAX_VALUE;
    private static final int TRIES = 10;

    private static ContainerCluster cluster;

    @BeforeAll
    static void form() throws IOException, InterruptedException {
        cluster = ContainerCluster.formed(KadmosImage.build());
    }

    @BeforeEach
    void awaitWhole() throws IOException, InterruptedException {
        cluster.awaitWhole();
    }

    @AfterAll
    static void end() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void answersThroughEveryNodeWhatWasPutThroughAnother() throws Exception {
        for (ContainerNode node : cluster.nodes()) {
            expectEverywhere(put(node));
        }
    }

    @Test
    void runsWithoutPrivileges() throws Exception {
        ContainerNode alice = cluster.node("alice");
        assertThat(alice.run("id", "-u")).isEqualTo("10001\n");
        assertThat(alice.run("sh", "-c", "touch /kadmos/x 2>&1")).contains("Read-only file system");
        assertThat(alice.run("bash", "healthcheck.sh")).contains("\"reason\":\"ready\"");
    }

    @Test
    void goesOnWithoutANodeThatIsCutOff() throws Exception {
        ContainerNode carol = cluster.node("carol");
        carol.disconnect();
        String key = put(cluster.node("alice"));
        assertThat(cluster.node("bob").get(key).body()).isEqualTo("value of " + key);
        carol.reconnect();
        carol.awaitReady();
        expectEverywhere(key);
    }

    @Test
    void goesOnWithoutANodeThatIsFrozen() throws Exception {
        ContainerNode bob = cluster.node("bob");
        bob.pause();
        String key = put(cluster.node("alice"));
        bob.unpause();
        bob.awaitReady();
        expectEverywhere(key);
    }

    @Test
    void namesALinkOnWhichLongDatagramsGetLost() throws Exception {
        assumeThat(System.getProperty("user.name")).as("only root changes the firewall of a container")
                .isEqualTo("root");
        ContainerNode carol = cluster.node("carol");
        carol.loseLongDatagrams();
        carol.await("\"reason\":\"mtu\"");
        cluster.node("alice").await("to or from carol");
        expectEverywhere(put(cluster.node("bob")));
        carol.passLongDatagrams();
        carol.awaitReady();
    }

    @Test
    void losesNothingWhenAllAreKilled() throws Exception {
        String key = put(cluster.node("alice"));
        cluster.nodes().forEach(ContainerNode::kill);
        cluster.nodes().forEach(ContainerNode::startAgain);
        for (ContainerNode node : cluster.nodes()) {
            node.awaitReady();
        }
        expectEverywhere(key);
    }

    @Test
    void findsANodeAtAnotherAddress() throws Exception {
        String key = put(cluster.node("alice"));
        cluster.move("bob").awaitReady();
        expectEverywhere(key);
    }

    @Test
    void fillsADiskThatWasLost() throws Exception {
        String key = put(cluster.node("alice"));
        assertThat(cluster.node("carol").stop()).as("the exit code after SIGTERM").isEqualTo(143);
        cluster.wipe("carol");
        ContainerNode carol = cluster.add("carol", ContainerCluster.SECRET);
        carol.start();
        carol.awaitReady();
        expectEverywhere(key);
    }

    @Test
    void keepsOutWhoHasAnotherSecret() throws Exception {
        String key = put(cluster.node("alice"));
        cluster.node("carol").stop();
        ContainerNode stranger = cluster.add("carol", "quite another secret");
        stranger.start();
        stranger.await("\"reason\":\"auth-mismatch\"");
        assertThat(stranger.put(key, "x")).isEqualTo(503);
        assertThat(stranger.get(key).statusCode()).isEqualTo(503);
        put(cluster.node("alice"));
        stranger.stop();
        ContainerNode carol = cluster.add("carol", ContainerCluster.SECRET);
        carol.start();
        carol.awaitReady();
        expectEverywhere(key);
    }

    /** Puts a new key, which may take more than one try while the others notice that a node is missing. */
    private static String put(ContainerNode gateway) throws InterruptedException {
        String key = "key-" + UUID.randomUUID();
        int status = 0;
        for (int i = 0; i < TRIES && status != 201 && status != 204; i++) {
            status = gateway.put(key, "value of " + key);
        }
        assertThat(status).isIn(201, 204);
        return key;
    }

    /** A busy machine may miss the deadline of a read, so one that is not answered is tried again. */
    private static void expectEverywhere(String key) throws IOException, InterruptedException {
        for (ContainerNode node : cluster.nodes()) {
            HttpResponse<String> answer = node.get(key);
            for (int i = 1; i < TRIES && answer.statusCode() == 503; i++) {
                answer = node.get(key);
            }
            assertThat(answer.body()).as("through " + node.name()).isEqualTo("value of " + key);
        }
    }
}
