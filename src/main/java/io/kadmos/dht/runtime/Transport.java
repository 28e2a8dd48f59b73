package io.kadmos.dht.runtime;

import io.kadmos.dht.id.Endpoint;

/**
 * Sends and receives datagrams. The network may lose, repeat, reorder and alter them. Neither method blocks, or throws
 * because of the network. Event loop only.
 */
public interface Transport {

    /** Sends one datagram. The transport owns the array from here on. */
    void send(Endpoint to, byte[] datagram);

    /** Sets the receiver, which runs on the event loop. Called once, before the first datagram arrives. */
    void onReceive(Receiver receiver);

    /** Takes arriving datagrams. The receiver owns the array. */
    @FunctionalInterface
    interface Receiver {

        /** Takes a datagram that claims to come from an endpoint; the sender may have forged that. */
        void receive(Endpoint from, byte[] datagram);
    }
}
