package io.kadmos.http.events;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

import io.kadmos.dht.event.NodeEvent;

/**
 * Writes events to one follower as server-sent events: first a snapshot, then the events, and a comment every ten
 * seconds without an event, so that each side notices when the other has gone. Ends when the follower is too slow or
 * the node shuts down. Blocks its thread.
 */
final class EventStream {

    static final Duration HEARTBEAT = Duration.ofSeconds(10);
    /** Events within this time go out together: a slot seldom moves alone. */
    private static final Duration GATHERING = Duration.ofMillis(200);

    private final JsonMapper json;
    private final EventBuffer buffer;
    private final OutputStream out;

    EventStream(JsonMapper json, EventBuffer buffer, OutputStream out) {
        this.json = json;
        this.buffer = buffer;
        this.out = out;
    }

    /**
     * Writes until the buffer is closed.
     *
     * @throws IOException if the follower has gone
     */
    void run(EventMessage snapshot) throws IOException, InterruptedException {
        write(List.of(snapshot));
        while (!buffer.isClosed()) {
            List<NodeEvent> events = buffer.take(HEARTBEAT);
            if (events.isEmpty()) {
                out.write(":\n\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
            } else {
                write(EventMessage.of(events));
                Thread.sleep(GATHERING);
            }
        }
    }

    private void write(List<EventMessage> messages) throws IOException {
        for (EventMessage message : messages) {
            out.write(("event: " + message.name() + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
            out.write(json.writeValueAsBytes(message.content()));
            out.write("\n\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.flush();
    }
}
