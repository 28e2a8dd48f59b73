package io.kadmos.dht.channel;

import java.nio.ByteBuffer;

import io.kadmos.dht.id.Contact;

/** The frames that go to one peer in the next datagram. */
final class Outbox {

    private final ByteBuffer frames;
    private Contact to;

    Outbox(Contact to, int capacityBytes) {
        this.to = to;
        this.frames = ByteBuffer.allocate(capacityBytes);
    }

    /** Uses this empty outbox for another peer. */
    Outbox reuseFor(Contact other) {
        to = other;
        return this;
    }

    Contact to() {
        return to;
    }

    boolean isEmpty() {
        return frames.position() == 0;
    }

    /** Whether a frame of this many bytes fits. */
    boolean hasRoom(int frameBytes) {
        return frames.remaining() >= frameBytes;
    }

    /** The buffer to append frames to. */
    ByteBuffer frames() {
        return frames;
    }

    /** The frames gathered so far, for reading. */
    ByteBuffer gathered() {
        return frames.flip();
    }

    void clear() {
        frames.clear();
    }
}
