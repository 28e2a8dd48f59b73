package io.kadmos.machine;

import io.netty.buffer.Unpooled;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.internal.buffer.BufferInternal;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.runtime.Transport;

/**
 * A UDP socket on the event loop of its node. A datagram that the socket cannot send is lost, as it may be on the way.
 */
public final class UdpTransport implements Transport, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UdpTransport.class);
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(10);
    /**
     * The least room for a datagram that arrives: operators may have configured peers to send larger ones than this
     * node.
     */
    private static final int MIN_BUFFER_BYTES = 2048;

    private final VertxEventLoop loop;
    private final DatagramSocket socket;

    private UdpTransport(VertxEventLoop loop, DatagramSocket socket) {
        this.loop = loop;
        this.socket = socket;
    }

    /**
     * Binds a socket and waits for it; not to be called on the loop.
     *
     * @throws PortUnavailableException if the address cannot be bound
     */
    public static UdpTransport bind(VertxEventLoop loop, InetAddress host, int port, int maxDatagramBytes) {
        var options = new DatagramSocketOptions()
                .setIpV6(host.getAddress().length > 4)
                .setReceiveBufferSize(Math.max(MIN_BUFFER_BYTES, maxDatagramBytes));
        try {
            DatagramSocket socket = loop.open(vertx -> vertx.createDatagramSocket(options)
                    .listen(port, host.getHostAddress())).await(SOCKET_TIMEOUT);
            return new UdpTransport(loop, socket);
        } catch (TimeoutException e) {
            throw new PortUnavailableException(host, port, "no answer within " + SOCKET_TIMEOUT, e);
        } catch (Exception e) { // Vert.x throws the reason of its failure, undeclared
            throw new PortUnavailableException(host, port, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void send(Endpoint to, byte[] datagram) {
        socket.send(BufferInternal.buffer(Unpooled.wrappedBuffer(datagram)), to.port(), to.host())
                .onFailure(reason -> LOG.trace("a datagram to {} was not sent: {}", to, reason.toString()));
    }

    @Override
    public void onReceive(Receiver receiver) {
        socket.handler(packet -> loop.run(() -> receiver.receive(senderOf(packet), packet.data().getBytes())));
    }

    /** Closes the socket and waits for it; not to be called on the loop. */
    @Override
    public void close() {
        try {
            socket.close().await(SOCKET_TIMEOUT);
        } catch (TimeoutException e) {
            LOG.warn("the UDP socket did not close within {}", SOCKET_TIMEOUT);
        }
    }

    private static Endpoint senderOf(DatagramPacket packet) {
        var sender = packet.sender();
        return Endpoint.of(InetAddress.ofLiteral(sender.hostAddress()).getAddress(), sender.port());
    }
}
