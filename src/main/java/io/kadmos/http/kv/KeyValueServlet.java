package io.kadmos.http.kv;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.web.filter.ServerHttpObservationFilter;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.node.Consistency;
import io.kadmos.dht.record.Body;
import io.kadmos.dht.record.OpId;
import io.kadmos.dht.register.Conditions;
import io.kadmos.dht.register.Mutation;
import io.kadmos.dht.register.Mutation.Effect;
import io.kadmos.dht.register.NotApplied;
import io.kadmos.dht.register.OutcomeUnknown;
import io.kadmos.dht.register.PreconditionFailed;
import io.kadmos.dht.register.Read;
import io.kadmos.dht.register.Written;
import io.kadmos.http.Admission;
import io.kadmos.http.EntityTags;
import io.kadmos.http.GatewaySettings;
import io.kadmos.http.Operations;
import io.kadmos.http.Outcomes;
import io.kadmos.http.RequestTracing;
import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;
import io.kadmos.http.problem.ProblemWriter;

/**
 * {@code /kv/{key}}: parses a request, calls the node once, and turns the outcome into a response. It is a servlet and
 * not a controller, because the key is the raw path, and because a request needs nothing that Spring would do for it.
 * Runs on the thread of the request.
 */
public final class KeyValueServlet extends HttpServlet {

    private static final String METHODS = "GET, HEAD, PUT, DELETE";

    private final transient KeyPath keys;
    private final transient BodyReader bodies;
    private final transient OperationIds operationIds = new OperationIds(new SecureRandom());
    private final transient Operations operations;
    private final transient RequestTracing tracing;
    private final transient Admission admission;
    private final transient ProblemWriter problems;

    public KeyValueServlet(GatewaySettings settings, Operations operations, RequestTracing tracing, Admission admission,
            ProblemWriter problems) {
        this.keys = new KeyPath(settings.maxKeyBytes());
        this.bodies = new BodyReader(settings.maxValueBytes());
        this.operations = operations;
        this.tracing = tracing;
        this.admission = admission;
        this.problems = problems;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ServerHttpObservationFilter.findObservationContext(request).ifPresent(each -> each.setPathPattern(Routes.KEY));
        RequestTracing.Followed followed = tracing.begin(request);
        int status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR; // unless there is an answer
        try {
            answer(request, response, operations.under(followed.trace()));
            status = response.getStatus();
        } finally {
            followed.answered().accept(status);
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, Operations traced)
            throws IOException {
        try {
            admission.enter();
            try {
                admitted(request, response, traced);
            } finally {
                admission.leave();
            }
        } catch (Problem problem) {
            problems.write(problem, request, response);
        }
    }

    private void admitted(HttpServletRequest request, HttpServletResponse response, Operations traced)
            throws IOException {
        switch (request.getMethod()) {
            case "GET", "HEAD" -> get(request, response, traced);
            case "PUT" -> put(request, response, traced);
            case "DELETE" -> delete(request, response, traced);
            default -> throw notAllowed();
        }
    }

    /** The problem of every other method. */
    public static Problem notAllowed() {
        return new Problem(Kind.METHOD_NOT_ALLOWED, "allowed are " + METHODS).withHeader("Allow", METHODS);
    }

    private void get(HttpServletRequest request, HttpServletResponse response, Operations traced) throws IOException {
        Key key = keys.parse(request.getRequestURI());
        Consistency consistency = consistency(query(request));
        Conditions conditions = EntityTags.conditions(request);
        if (consistency == Consistency.LOCAL) {
            response.setHeader("Kadmos-Consistency", "local");
        }
        switch (traced.get(key, consistency)) {
            case Read(var value) -> new ValueResponse(value.orElseThrow(() -> notFound(consistency)), request, response)
                    .write(conditions);
            case NotApplied(var reason) -> throw Outcomes.notApplied(reason);
        }
    }

    private void put(HttpServletRequest request, HttpServletResponse response, Operations traced) throws IOException {
        Key key = keys.parse(request.getRequestURI());
        Query query = query(request);
        Duration timeToLive = query.once("ttl").map(TimeToLive::parse).orElse(null);
        Conditions conditions = conditionsOfMutation(request);
        OpId op = operationIds.of(request, key);
        String contentType = ContentTypes.of(request);
        if (request.getHeader("Content-Range") != null) {
            throw new Problem(Kind.BAD_REQUEST, "a part of a value cannot be put");
        }
        Effect change = new Effect.Put(new Body(contentType, bodies.read(request)), timeToLive);
        Written written = write(request, traced, key, new Mutation(op, conditions, change));
        response.setStatus(written.created() ? HttpServletResponse.SC_CREATED : HttpServletResponse.SC_NO_CONTENT);
        response.setHeader("ETag", EntityTags.of(written.version()));
        response.setHeader("Kadmos-Version", written.version().text());
        response.setHeader("Kadmos-Replicas", written.durable() + "/" + written.replicas());
        Optional.ofNullable(written.expiresAt()).map(Instant::toString)
                .ifPresent(time -> response.setHeader("Kadmos-Expires-At", time));
    }

    private void delete(HttpServletRequest request, HttpServletResponse response, Operations traced) {
        Key key = keys.parse(request.getRequestURI());
        query(request);
        Conditions conditions = conditionsOfMutation(request);
        OpId op = operationIds.of(request, key);
        Written written = write(request, traced, key, new Mutation(op, conditions, new Effect.Delete()));
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        response.setHeader("Kadmos-Replicas", written.durable() + "/" + written.replicas());
    }

    private static Written write(HttpServletRequest request, Operations traced, Key key, Mutation mutation) {
        return switch (traced.write(key, mutation)) {
            case Written written -> written;
            case PreconditionFailed failed -> throw Outcomes.preconditionFailed(failed);
            case NotApplied(var reason) -> throw Outcomes.notApplied(reason);
            case OutcomeUnknown(var version, var op) -> throw Outcomes
                    .unknown(op, OperationIds.idempotencyKey(request).isPresent()).with("version", version.text());
        };
    }

    /** A condition that cannot be evaluated must not be ignored: the write would be unconditional. */
    private static Conditions conditionsOfMutation(HttpServletRequest request) {
        if (request.getHeader("If-Unmodified-Since") != null) {
            throw new Problem(Kind.BAD_REQUEST, "If-Unmodified-Since is too coarse for a write: use If-Match");
        }
        return EntityTags.conditions(request);
    }

    /** Refuses a repeated parameter or an unknown value even where the parameter has no meaning. */
    private static Query query(HttpServletRequest request) {
        Query query = new Query(request.getQueryString());
        query.once("ttl");
        consistency(query);
        return query;
    }

    private static Consistency consistency(Query query) {
        return switch (query.once("consistency").orElse("linearizable")) {
            case "linearizable" -> Consistency.LINEARIZABLE;
            case "local" -> Consistency.LOCAL;
            default -> throw new Problem(Kind.BAD_REQUEST, "consistency is linearizable or local");
        };
    }

    private static Problem notFound(Consistency consistency) {
        return new Problem(Kind.NOT_FOUND, consistency == Consistency.LOCAL
                ? "one replica says so; it may be behind the others"
                : "a majority of its replicas says so");
    }
}
