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
 * The first and the last that sees a request in Tomcat. It refuses paths that Tomcat would rewrite before anybody else
 * can look at them, and turns what Tomcat itself refuses into problems: malformed request lines and heads, methods,
 * unknown paths.
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
     * Has an answer that is on its way, and cannot be completed, end with its connection, so that no client takes it
     * for complete.
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
     * Whether the web server takes no more requests, because the node is about to end. It does not read the head of one
     * that comes nevertheless, and then finds that the head is wrong.
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

    /** What is wrong with a path that was refused; if nothing is, something else was wrong with the request. */
    private Problem badPath(String rawPath) {
        try {
            keys.parse(rawPath);
            return Problem.ofStatus(Response.SC_BAD_REQUEST);
        } catch (Problem problem) {
            return problem;
        }
    }
}
