package io.kadmos.http.access;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

import io.kadmos.http.edge.EdgeValve;
import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;
import io.kadmos.http.problem.ProblemWriter;

/**
 * Refuses what one client asks too often, before anything else is done for it: behind {@link EdgeValve}, and in front
 * of {@link AccessValve}, so that tokens cannot be guessed any faster. The pages of the console are free: a browser
 * asks for all of them at once. The address is that of the connection, or of a proxy's header if Tomcat was told to
 * believe it.
 */
public final class RateLimitValve extends ValveBase {

    private static final String PAGES = "/console/";

    private final RateLimiter limiter;
    private final int requestsPerSecond;
    private final ProblemWriter problems;

    public RateLimitValve(int requestsPerSecond, ProblemWriter problems) {
        super(true);
        this.limiter = new RateLimiter(requestsPerSecond, System::nanoTime);
        this.requestsPerSecond = requestsPerSecond;
        this.problems = problems;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (response.isError() || request.getRequestURI().startsWith(PAGES)
                || limiter.admits(ClientNetwork.of(request.getRemoteAddr()))) {
            getNext().invoke(request, response);
        } else {
            problems.write(tooMany(), request, response);
        }
    }

    /** The share of a second grows again within that second. */
    private Problem tooMany() {
        return new Problem(Kind.RATE_LIMITED, "this node answers " + requestsPerSecond
                + " requests a second from one address").withHeader("Retry-After", "1").with("retryable", true);
    }
}
