package io.kadmos.http.edge;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.ActionCode;

import io.kadmos.dht.register.NotApplied;
import io.kadmos.http.Outcomes;
import io.kadmos.http.kv.KeyPath;
import io.kadmos.http.kv.KeyValueServlet;
import io.kadmos.http.kv.StoredContentType;
import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.ProblemWriter;

/**
 * The outermost valve of Tomcat. It refuses paths that Tomcat would rewrite before a servlet sees them, and turns the
 * refusals of Tomcat itself into problems: malformed request lines and heads, methods, unknown paths. Runs on the
 * thread of the request.
 */
public final class EdgeValve extends ValveBase {

    private static final String CUT = EdgeValve.class.getName() + ".CUT";

    private final ProblemWriter problems;
    private final KeyPath keys;

    EdgeValve(ProblemWriter problems, KeyPath keys) {
        super(true);
        this.problems = problems;
        this.keys = keys;
    }

    /**
     * Closes the connection behind an answer that has begun and cannot be completed, so that no client takes it for
     * complete.
     */
    public static void cut(HttpServletRequest request) {
        request.setAttribute(CUT, true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String rawPath = request.getRequestURI();
        if (!response.isError() && KeyPath.hasDotSegment(rawPath)) {
            problems.write(problem(request, Response.SC_BAD_REQUEST), request, response);
            return;
        }
        StoredContentType.prepare(request, response.getCoyoteResponse());
        getNext().invoke(request, response);
        if (request.getAttribute(CUT) != null) {
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
        }
        if (response.isError() && !response.isCommitted()) {
            response.setSuspended(false);
            response.setAppCommitted(false);
            problems.write(problem(request, response.getStatus()), request, response);
        }
    }

    /**
     * Whether the web server takes no more requests, because the node shuts down. Tomcat then does not read the head of
     * a request that still comes, and reports that the head is malformed.
     */
    private static boolean isClosing(Request request) {
        return request.getConnector().getProtocolHandler() instanceof AbstractProtocol<?> protocol
                && protocol.isPaused();
    }

    private Problem problem(Request request, int status) {
        if (status == Response.SC_SERVICE_UNAVAILABLE || (status == Response.SC_BAD_REQUEST && isClosing(request))) {
            return Outcomes.notApplied(NotApplied.Reason.CLOSED);
        }
        String rawPath = request.getRequestURI();
        boolean isKey = rawPath != null && rawPath.startsWith(KeyPath.PREFIX);
        return switch (status) {
            case Response.SC_BAD_REQUEST -> isKey ? badPath(rawPath) : Problem.ofStatus(status);
            case Response.SC_METHOD_NOT_ALLOWED -> isKey ? KeyValueServlet.notAllowed() : Problem.ofStatus(status);
            default -> Problem.ofStatus(status);
        };
    }

    /** The problem of a path that was refused; if the path is valid, another part of the request was malformed. */
    private Problem badPath(String rawPath) {
        try {
            keys.parse(rawPath);
            return Problem.ofStatus(Response.SC_BAD_REQUEST);
        } catch (Problem problem) {
            return problem;
        }
    }
}
