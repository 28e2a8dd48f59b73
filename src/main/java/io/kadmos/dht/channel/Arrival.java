package io.kadmos.dht.channel;

import java.nio.ByteBuffer;

import io.kadmos.dht.channel.Frame.Ack;

/** What to do after a part arrived. */
sealed interface Arrival {

    /** Nothing yet. */
    record Kept() implements Arrival {

        static final Kept INSTANCE = new Kept();
    }

    /** Tell the sender what arrived. */
    record Acknowledged(Ack ack) implements Arrival {}

    /** Tell the sender that all arrived, and hand over the message. */
    record Completed(Ack ack, ByteBuffer message) implements Arrival {}

    /** There is no room for one more message: the sender will try again. */
    record NoRoom() implements Arrival {

        static final NoRoom INSTANCE = new NoRoom();
    }

    /** It contradicts the parts before it. */
    record Contradictory() implements Arrival {

        static final Contradictory INSTANCE = new Contradictory();
    }
}
