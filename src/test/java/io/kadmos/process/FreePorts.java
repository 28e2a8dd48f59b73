package io.kadmos.process;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that are free, below those that systems give to outgoing connections: a client that calls a node that is down
 * would else now and then take the node's port for its own end, and keep the node from coming back. What was drawn once
 * belongs to the node that it was drawn for, even while that one is down.
 */
final class FreePorts {

    private static final int FIRST = 10_000;
    private static final int LAST = 30_000;
    private static final int TRIES = 1_000;
    private static final Set<Integer> DRAWN = ConcurrentHashMap.newKeySet();

    private FreePorts() {}

    static int draw() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(port) && DRAWN.add(port)) {
                return port;
            }
        }
        throw new AssertionError("no free port");
    }

    private static boolean isFree(int port) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket _ = new ServerSocket(port, 1, loopback);
                DatagramSocket _ = new DatagramSocket(port, loopback)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
