package io.kadmos.machine;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.spi.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * The NIO transport of Vert.x with another receiving side of datagram sockets.
 *
 * <p>Vert.x uses one number for the kernel's queue and for the buffer of every datagram, and reads one datagram per
 * wake-up. A node needs a deep queue, because all its peers may answer while the loop is busy for a moment; small
 * buffers, because a datagram fits a packet; and one wake-up for all that has arrived.
 */
final class DeepQueueTransport implements io.vertx.core.transport.Transport, Transport {

    /** Asked of the kernel, which may grant less (net.core.rmem_max): some 3 000 full datagrams. */
    private static final int QUEUE_BYTES = 4 << 20;
    /** Enough to drain a burst, few enough to let timers and tasks run in between. */
    private static final int DATAGRAMS_PER_WAKE_UP = 32;

    private final Transport nio = NIO.implementation();

    @Override
    public String name() {
        return "nio";
    }

    @Override
    public boolean available() {
        return nio.isAvailable();
    }

    @Override
    public @Nullable Throwable unavailabilityCause() {
        return nio.unavailabilityCause();
    }

    @Override
    public Transport implementation() {
        return this;
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
        return nio.ioHandlerFactory();
    }

    @Override
    @SuppressWarnings("deprecation") // the type stands in the method that Vert.x calls
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
        return nio.datagramChannel(family);
    }

    @Override
    public ChannelFactory<? extends DatagramChannel> datagramChannelFactory() {
        return nio.datagramChannelFactory();
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
        return nio.channelFactory(domainSocket);
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        return nio.serverChannelFactory(domainSocket);
    }

    @Override
    public void configure(DatagramChannel channel, DatagramSocketOptions options) {
        nio.configure(channel, options);
        channel.config().setReceiveBufferSize(QUEUE_BYTES);
        channel.config().setRecvByteBufAllocator(new SmallBuffers(options.getReceiveBufferSize()));
    }

    /** Buffers of one size, and many reads per wake-up whatever the socket asks for. */
    private static final class SmallBuffers extends FixedRecvByteBufAllocator {

        SmallBuffers(int bytes) {
            super(bytes);
        }

        @Override
        public MaxMessagesRecvByteBufAllocator maxMessagesPerRead(int asked) {
            return super.maxMessagesPerRead(DATAGRAMS_PER_WAKE_UP);
        }
    }
}
