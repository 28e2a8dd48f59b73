package io.kadmos.dht.channel;

import java.nio.ByteBuffer;

import io.kadmos.dht.event.NodeEvent.DropReason;
import io.kadmos.dht.id.Contact;

/** What became of an arriving datagram. */
sealed interface Opening {

    /** Authentic and new. The frames lie in a buffer that the next opening overwrites. */
    record Opened(Contact from, Addressing addressing, ByteBuffer frames) implements Opening {}

    /** Not to be looked at any further. */
    record Rejected(DropReason reason) implements Opening {

        static final Rejected TOO_SHORT = new Rejected(DropReason.TOO_SHORT);
        static final Rejected UNKNOWN_WIRE_VERSION = new Rejected(DropReason.UNKNOWN_WIRE_VERSION);
        static final Rejected UNKNOWN_KEY = new Rejected(DropReason.UNKNOWN_KEY);
        static final Rejected NOT_AUTHENTIC = new Rejected(DropReason.NOT_AUTHENTIC);
        static final Rejected REPLAYED = new Rejected(DropReason.REPLAYED);
    }
}
