package io.kadmos.http.events;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

import io.kadmos.dht.event.NodeEvent;

/**
 * Writes events to one follower as server-sent events: a snapshot first, then what happens, and a comment now and then
 * so that both sides notice when the other is gone. Ends when the follower is too slow or the node shuts down.
 */
final class EventStream {

    static final Duration HEARTBEAT = Duration.ofSeconds(10);
    /** What happens within this time is told at once: a slot seldom moves alone. */
    private static final Duration GATHERING = Duration.ofMillis(200);

    private final JsonMapper json;
    private final EventBuffer buffer;
    private final OutputStream out;

    EventStream(JsonMapper json, EventBuffer buffer, OutputStream out) {
        this.json = json;
        this.buffer = buffer;
        this.out = out;
    }

    /** Writes until there is nobody to write to. @throws IOException if the follower is gone */
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
