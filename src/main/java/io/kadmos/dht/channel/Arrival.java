package io.kadmos.dht.channel;

import java.nio.ByteBuffer;

import io.kadmos.dht.channel.Frame.Ack;

/** What the channel does after a part of a large message arrived (protocol.md W7). */
sealed interface Arrival {

    /** Does nothing yet. */
    record Kept() implements Arrival {

        static final Kept INSTANCE = new Kept();
    }

    /** Tells the sender which parts arrived. */
    record Acknowledged(Ack ack) implements Arrival {}

    /** Tells the sender that all parts arrived, and delivers the message. */
    record Completed(Ack ack, ByteBuffer message) implements Arrival {}

    /** Drops the part, because there is no room for one more message. The sender will try again. */
    record NoRoom() implements Arrival {

        static final NoRoom INSTANCE = new NoRoom();
    }

    /** Drops the part, because it contradicts the parts before it. */
    record Contradictory() implements Arrival {

        static final Contradictory INSTANCE = new Contradictory();
    }
}
