package io.kadmos.http.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.http.RunningGateway;

/** Two clients follow the events of a node over real connections. One reads; the other one does not. */
@Isolated("it measures the heap")
final class SlowFollowerIT {

    /** What the buffer of a follower holds easily, and what happens before the next round. */
    private static final int EVENTS_A_ROUND = EventBuffer.MAX_EVENTS / 2;
    private static final String LONG_TEXT = "x".repeat(1_000);
    /** A full buffer, and as much again on its way; far less than what happens. */
    private static final long MAX_GROWTH_BYTES = 64 << 20;
    /** More than the kernel keeps for one connection. */
    private static final long MAX_UNDER_WAY_BYTES = 32 << 20;
    private static final int SMALL_WINDOW = 4_096;
    /** A write that does not come forward is given up after ten seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void isCutOffAndHarmsNoOther() throws Exception {
        try (RunningGateway gateway = RunningGateway.start(); Socket slow = follow(gateway)) {
            AtomicInteger told = new AtomicInteger();
            Thread quick = Thread.startVirtualThread(() -> read(gateway, told));
            await(() -> gateway.eventFeed().followers() == 2);
            long before = usedBytes();
            long growth = 0;
            long deadline = System.nanoTime() + PATIENCE.toNanos();

            int rounds = 0;
            while (gateway.eventFeed().followers() == 2) {
                assertThat(System.nanoTime()).as("cut off in time").isLessThan(deadline);
                rounds++;
                oneRound(gateway, told, rounds);
                growth = Math.max(growth, rounds % 10 == 0 ? usedBytes() - before : 0);
            }

            long happenedBytes = (long) rounds * EVENTS_A_ROUND * LONG_TEXT.length();
            System.out.println("the slow follower was cut off after " + rounds + " rounds, " + (happenedBytes >> 20)
                    + " MiB of events; the heap grew by at most " + (growth >> 20) + " MiB");
            assertThat(happenedBytes).isGreaterThan(2 * MAX_GROWTH_BYTES);
            assertThat(growth).isLessThan(MAX_GROWTH_BYTES);
            assertThat(bytesUntilTheEnd(slow)).isLessThan(MAX_UNDER_WAY_BYTES);
            oneRound(gateway, told, rounds + 1);
            gateway.eventFeed().close();
            quick.join();
        }
    }

    /** Events that the quick one is told of, all of them, while the node serves. */
    private static void oneRound(RunningGateway gateway, AtomicInteger told, int round) throws InterruptedException {
        for (int i = 0; i < EVENTS_A_ROUND; i++) {
            gateway.eventFeed().accept(new NodeEvent.BugCaught(LONG_TEXT + i));
        }
        assertThat(gateway.put("/kv/meanwhile", "value").statusCode()).isIn(201, 204);
        await(() -> told.get() >= round * EVENTS_A_ROUND);
    }

    private static Socket follow(RunningGateway gateway) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(SMALL_WINDOW);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port("local.server.port")));
        socket.getOutputStream().write("GET /cluster/events HTTP/1.1\r\nHost: x\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void read(RunningGateway gateway, AtomicInteger told) {
        HttpResponse<Stream<String>> answer = gateway.lines("/cluster/events");
        try (Stream<String> lines = answer.body()) {
            lines.filter("event: trouble"::equals).forEach(_ -> told.incrementAndGet());
        }
    }

    /** Reads what was under way when the connection ended. */
    private static long bytesUntilTheEnd(Socket socket) throws IOException {
        socket.setSoTimeout((int) PATIENCE.toMillis());
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        try {
            for (int read = 0; read >= 0; read = socket.getInputStream().read(buffer)) {
                bytes += read;
            }
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
        return bytes;
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
