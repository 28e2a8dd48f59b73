package io.kadmos.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.runtime.Transport;

/**
 * Carries sealed datagrams between the sockets of all machines, and loses, delays, repeats, reorders and alters them.
 * The process that holds an endpoint when a datagram arrives gets it, even if another one held it when it was sent.
 */
final class SimulatedNetwork {

    /** What an IPv6 network must carry without fragmenting, headers apart; more never passes. */
    static final int MAX_DATAGRAM_BYTES = 1_200;
    /** How many datagrams a kernel keeps for a process that does not read them. */
    private static final int SOCKET_BUFFER = 512;
    /** 1 200 bytes at one gigabit a second. */
    private static final long NANOS_PER_DATAGRAM = 10_000;
    private static final double EXTRA_LOSS_OF_DUPLICATES = 0.1;

    private final Scheduler scheduler;
    private final RandomGenerator random;
    private final Map<Endpoint, Socket> sockets = new HashMap<>();
    private final List<Partition> partitions = new ArrayList<>();
    private NetworkWeather weather = NetworkWeather.CALM;
    private long carried;

    SimulatedNetwork(Scheduler scheduler, RandomGenerator random) {
        this.scheduler = scheduler;
        this.random = random;
    }

    /** Opens a socket of a process; it takes the endpoint over from the process that held it before. */
    Transport open(Endpoint endpoint, int machine, SimulatedLoop loop) {
        Socket socket = new Socket(endpoint, machine, loop);
        sockets.put(endpoint, socket);
        return socket;
    }

    void weather(NetworkWeather changed) {
        weather = changed;
    }

    /** Cuts links until the partition is healed; several add up. */
    void cut(Partition partition) {
        partitions.add(partition);
    }

    void heal(Partition partition) {
        partitions.remove(partition);
    }

    /** Ends every partition and all bad weather. */
    void calm() {
        partitions.clear();
        weather = NetworkWeather.CALM;
    }

    /** Datagrams that arrived. */
    long carried() {
        return carried;
    }

    private void send(Socket from, Endpoint to, byte[] datagram) {
        scheduler.note(hash(datagram));
        Socket receiver = sockets.get(to);
        boolean lost = datagram.length > MAX_DATAGRAM_BYTES || happens(weather.lossRate())
                || (receiver != null && isCut(from.machine, receiver.machine));
        if (!lost) {
            carry(from, to, datagram);
        }
        if (happens(weather.duplicateRate()) && !lost && !happens(EXTRA_LOSS_OF_DUPLICATES)) {
            carry(from, to, datagram.clone());
        }
    }

    private boolean isCut(int from, int to) {
        return from != to && partitions.stream().anyMatch(partition -> partition.cuts(from, to));
    }

    private void carry(Socket from, Endpoint to, byte[] datagram) {
        if (happens(weather.flipRate()) && datagram.length > 0) {
            datagram[random.nextInt(datagram.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        }
        from.busyUntilNanos = Math.max(from.busyUntilNanos, scheduler.nowNanos()) + NANOS_PER_DATAGRAM;
        long delay = from.busyUntilNanos - scheduler.nowNanos() + weather.delayNanos(random);
        scheduler.after(delay, () -> arrive(from.endpoint, to, datagram));
    }

    private void arrive(Endpoint from, Endpoint to, byte[] datagram) {
        Socket receiver = sockets.get(to);
        if (receiver != null && receiver.loop.backlog() < SOCKET_BUFFER) {
            carried++;
            receiver.loop.execute(() -> receiver.receive(from, datagram));
        }
    }

    private boolean happens(double rate) {
        return rate > 0 && random.nextDouble() < rate;
    }

    private static long hash(byte[] datagram) {
        CRC32C crc = new CRC32C();
        crc.update(datagram, 0, datagram.length);
        return crc.getValue();
    }

    private final class Socket implements Transport {

        private final Endpoint endpoint;
        private final int machine;
        private final SimulatedLoop loop;
        private @Nullable Receiver receiver;
        private long busyUntilNanos;

        private Socket(Endpoint endpoint, int machine, SimulatedLoop loop) {
            this.endpoint = endpoint;
            this.machine = machine;
            this.loop = loop;
        }

        @Override
        public void send(Endpoint to, byte[] datagram) {
            if (!loop.isDead()) {
                SimulatedNetwork.this.send(this, to, datagram);
            }
        }

        @Override
        public void onReceive(Receiver first) {
            receiver = first;
        }

        private void receive(Endpoint from, byte[] datagram) {
            if (receiver != null) {
                receiver.receive(from, datagram);
            }
        }
    }
}
