package io.kadmos.dht.channel;

import java.nio.ByteBuffer;

import io.kadmos.dht.event.NodeEvent.DropReason;
import io.kadmos.dht.id.Contact;

/** The result of opening a datagram (protocol.md W1, W3). */
sealed interface Opening {

    /** The datagram is authentic and new. The next opening overwrites the buffer of the frames. */
    record Opened(Contact from, Addressing addressing, ByteBuffer frames) implements Opening {}

    /** The node drops the datagram for this reason. */
    record Rejected(DropReason reason) implements Opening {

        static final Rejected TOO_SHORT = new Rejected(DropReason.TOO_SHORT);
        static final Rejected UNKNOWN_WIRE_VERSION = new Rejected(DropReason.UNKNOWN_WIRE_VERSION);
        static final Rejected UNKNOWN_KEY = new Rejected(DropReason.UNKNOWN_KEY);
        static final Rejected NOT_AUTHENTIC = new Rejected(DropReason.NOT_AUTHENTIC);
        static final Rejected REPLAYED = new Rejected(DropReason.REPLAYED);
    }
}
