package io.kadmos.http.events;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

import io.kadmos.dht.node.NodeStatus;
import io.kadmos.http.Operations;
import io.kadmos.http.cluster.ClusterView;
import io.kadmos.http.cluster.NodesView;
import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;
import io.kadmos.http.problem.ProblemWriter;

/**
 * {@code GET /cluster/events}: the rare events of this node, as server-sent events, until the follower leaves or the
 * node shuts down. Answers 503 while {@link EventFeed#MAX_FOLLOWERS} follow. Each follower holds one request thread.
 */
@RestController
final class EventController {

    private static final Logger LOG = LoggerFactory.getLogger(EventController.class);

    private final EventFeed feed;
    private final Operations operations;
    private final ProblemWriter problems;
    private final JsonMapper json;

    EventController(EventFeed feed, Operations operations, ProblemWriter problems, JsonMapper json) {
        this.feed = feed;
        this.operations = operations;
        this.problems = problems;
        this.json = json;
    }

    @GetMapping("/cluster/events")
    void events(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getMethod().equals("HEAD")) {
            throw new Problem(Kind.METHOD_NOT_ALLOWED, "only GET follows events").withHeader("Allow", "GET");
        }
        EventBuffer buffer = feed.follow().orElseThrow(() -> new Problem(Kind.NOT_APPLIED,
                EventFeed.MAX_FOLLOWERS + " follow this node already").withHeader("Retry-After", "10"));
        try {
            NodeStatus status = operations.status();
            EventMessage snapshot = EventMessage.snapshot(ClusterView.of(status), NodesView.of(status));
            response.setContentType("text/event-stream");
            response.setCharacterEncoding("UTF-8");
            response.setHeader("Cache-Control", "no-store");
            new EventStream(json, buffer, response.getOutputStream()).run(snapshot);
        } catch (IOException e) {
            LOG.debug("a follower has left", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            feed.leave(buffer);
        }
    }

    /** Ends the streams before the web server waits for its last requests, which would otherwise wait for them. */
    @EventListener
    void closing(ContextClosedEvent event) {
        feed.close();
    }

    @ExceptionHandler
    void answer(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        problems.write(problem, request, response);
    }
}
