package io.kadmos.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.id.Endpoint;

final class UdpTransportIT {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int MAX_BYTES = 1200;

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final VertxEventLoop loop = VertxEventLoop.start(bug -> seen.add("bug " + bug.getMessage()));

    @AfterEach
    void stopLoop() {
        loop.close();
    }

    @Test
    void deliversOnTheThreadOfTheLoopAndKnowsTheSender() throws Exception {
        int port = freePort();
        try (UdpTransport transport = UdpTransport.bind(loop, LOOPBACK, port, MAX_BYTES)) {
            transport.onReceive((from, datagram) -> seen
                    .add(Thread.currentThread().getName() + " " + from + " " + datagram.length));
            loop.execute(() -> seen.add(Thread.currentThread().getName()));
            String thread = next();
            loop.execute(() -> transport.send(Endpoint.of(LOOPBACK.getAddress(), port), new byte[MAX_BYTES]));
            assertThat(next()).isEqualTo(thread + " 127.0.0.1:" + port + " 1200");
        }
    }

    @Test
    void goesOnAfterAReceiverThrew() throws Exception {
        int port = freePort();
        try (UdpTransport transport = UdpTransport.bind(loop, LOOPBACK, port, MAX_BYTES)) {
            transport.onReceive((from, datagram) -> {
                throw new IllegalStateException("on purpose " + datagram.length);
            });
            loop.execute(() -> {
                transport.send(Endpoint.of(LOOPBACK.getAddress(), port), new byte[1]);
                transport.send(Endpoint.of(LOOPBACK.getAddress(), port), new byte[2]);
            });
            assertThat(next()).isEqualTo("bug on purpose 1");
            assertThat(next()).isEqualTo("bug on purpose 2");
        }
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        int port = freePort();
        try (UdpTransport _ = UdpTransport.bind(loop, LOOPBACK, port, MAX_BYTES)) {
            assertThatThrownBy(() -> UdpTransport.bind(loop, LOOPBACK, port, MAX_BYTES))
                    .isInstanceOf(PortUnavailableException.class).hasMessageContaining("UDP 127.0.0.1 port " + port)
                    .hasMessageContaining("in use");
        }
    }

    private String next() throws InterruptedException {
        String next = seen.poll(20, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    private static int freePort() throws SocketException {
        try (DatagramSocket socket = new DatagramSocket(0, LOOPBACK)) {
            return socket.getLocalPort();
        }
    }
}
