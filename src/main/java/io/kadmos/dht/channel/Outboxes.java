package io.kadmos.dht.channel;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.runtime.EventLoop;

/**
 * Gathers the frames that go to one peer within one turn of the event loop, so that they share datagrams. The first
 * frame of a turn schedules one flush, which runs after the tasks that are already queued. A full outbox is sent at
 * once.
 */
final class Outboxes {

    /** The most open outboxes, about 1 MiB. At the bound all of them are flushed early. */
    static final int MAX_OPEN = 1_024;
    /** The most empty outboxes that are kept for the next turn. */
    private static final int MAX_SPARE = 64;

    private final int capacityBytes;
    private final EventLoop loop;
    private final Consumer<Outbox> departure;
    private final Map<Contact, Outbox> open = new LinkedHashMap<>();
    private final Deque<Outbox> spare = new ArrayDeque<>();
    private boolean flushAwaited;

    /** Outboxes whose gathered frames go to {@code departure}. */
    Outboxes(int capacityBytes, EventLoop loop, Consumer<Outbox> departure) {
        this.capacityBytes = capacityBytes;
        this.loop = loop;
        this.departure = departure;
    }

    /** The buffer to which a frame of this length, at most the capacity, is appended for a peer. */
    ByteBuffer reserve(Contact to, int frameBytes) {
        Outbox outbox = open.get(to);
        if (outbox == null) {
            outbox = open(to);
        } else if (!outbox.hasRoom(frameBytes)) {
            depart(outbox);
        }
        return outbox.frames();
    }

    /** Sends all gathered frames, in the order in which the peers were first written to. */
    void flush() {
        flushAwaited = false;
        List<Outbox> leaving = new ArrayList<>(open.values());
        open.clear();
        for (Outbox outbox : leaving) {
            depart(outbox);
            if (spare.size() < MAX_SPARE) {
                spare.push(outbox);
            }
        }
    }

    private Outbox open(Contact to) {
        if (open.size() == MAX_OPEN) {
            flush();
        }
        Outbox outbox = spare.isEmpty() ? new Outbox(to, capacityBytes) : spare.pop().reuseFor(to);
        open.put(to, outbox);
        if (!flushAwaited) {
            flushAwaited = true;
            loop.execute(this::flush);
        }
        return outbox;
    }

    private void depart(Outbox outbox) {
        if (!outbox.isEmpty()) {
            departure.accept(outbox);
            outbox.clear();
        }
    }
}
