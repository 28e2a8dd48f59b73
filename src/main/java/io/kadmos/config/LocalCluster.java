package io.kadmos.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.kadmos.dht.node.Node;
import io.kadmos.dht.node.Readiness;

/**
 * Runs five nodes in one process for trials, each with its own Spring context, ports and data directory. They do the
 * same as in five processes. A second start finds the data of the first.
 */
public final class LocalCluster {

    private static final Logger LOG = LoggerFactory.getLogger(LocalCluster.class);
    private static final int NODES = 5;
    private static final int HTTP_PORT = 8080;
    private static final int MANAGEMENT_PORT = 9080;
    private static final int UDP_PORT = 7400;
    /** For messages of progress: the logs of the nodes would repeat everything five times. */
    private static final String PATTERN = "%d{HH:mm:ss} %5p %m%n%wEx";
    private static final long POLL_MILLIS = 200;

    private final List<Node> nodes = new ArrayList<>();

    private LocalCluster() {}

    /** Starts the nodes one after the other and logs their progress. Returns when all are ready. */
    public static void start(Class<?> application) {
        LOG.info("starting {} nodes in this process, data under target/local-cluster", NODES);
        LocalCluster cluster = new LocalCluster();
        for (int i = 0; i < NODES; i++) {
            cluster.nodes.add(cluster.run(application, i).getBean(Node.class));
            LOG.info("  http://localhost:{}, health http://localhost:{}/actuator/health", HTTP_PORT + i,
                    MANAGEMENT_PORT + i);
        }
        cluster.awaitReady();
    }

    private ConfigurableApplicationContext run(Class<?> application, int index) {
        return new SpringApplicationBuilder(application).run(
                "--server.port=" + (HTTP_PORT + index),
                "--management.server.port=" + (MANAGEMENT_PORT + index),
                "--kadmos.cluster.name=local",
                "--kadmos.node.name=" + name(index),
                "--kadmos.node.data-dir=target/local-cluster/" + name(index),
                "--kadmos.cluster.initial-members=" + all().map(LocalCluster::name).collect(Collectors.joining(",")),
                "--kadmos.peer.port=" + (UDP_PORT + index),
                "--kadmos.peer.bind-host=127.0.0.1",
                "--kadmos.peer.seeds=" + all().map(i -> "127.0.0.1:" + (UDP_PORT + i))
                        .collect(Collectors.joining(",")),
                "--kadmos.peer.insecure=true",
                "--logging.level.io.kadmos.dht=warn",
                "--logging.level.io.kadmos.observability=warn",
                "--logging.pattern.console=" + PATTERN);
    }

    /** Polls, because only an operator waits for the answer, and no code does. */
    private void awaitReady() {
        List<String> told = new ArrayList<>(all().map(i -> "").toList());
        boolean ready = false;
        while (!ready) {
            ready = true;
            for (int i = 0; i < NODES; i++) {
                Readiness readiness = nodes.get(i).readiness().join();
                ready &= readiness.isReady();
                if (!told.set(i, readiness.message()).equals(readiness.message())) {
                    LOG.info("{} is {}: {}", name(i), readiness.reason().code(), readiness.message());
                }
            }
            if (!ready && !pause()) {
                return;
            }
        }
        LOG.info("the cluster is ready: see http://localhost:{}/console/, and try", HTTP_PORT);
        LOG.info("  curl -i -X PUT http://localhost:{}/kv/greeting -d hello", HTTP_PORT);
        LOG.info("  curl -i http://localhost:{}/kv/greeting", HTTP_PORT + NODES - 1);
    }

    private static boolean pause() {
        try {
            Thread.sleep(POLL_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Stream<Integer> all() {
        return IntStream.range(0, NODES).boxed();
    }

    private static String name(int index) {
        return "node-" + (index + 1);
    }
}
