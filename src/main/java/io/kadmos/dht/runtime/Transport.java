package io.kadmos.dht.runtime;

import io.kadmos.dht.id.Endpoint;

/**
 * Datagrams. They may be lost, repeated, reordered and altered on the way. Neither method throws or blocks for what
 * the network does.
 */
public interface Transport {

    /** Sends one datagram; the array belongs to the transport from here on. */
    void send(Endpoint to, byte[] datagram);

    /** Sets the one who receives, on the loop; called once, before anything arrives. */
    void onReceive(Receiver receiver);

    /** Takes a datagram. The array is the receiver's own. */
    @FunctionalInterface
    interface Receiver {

        /** A datagram that claims to come from an endpoint. */
        void receive(Endpoint from, byte[] datagram);
    }
}
