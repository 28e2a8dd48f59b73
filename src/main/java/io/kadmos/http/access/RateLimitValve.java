package io.kadmos.http.access;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;
import io.kadmos.http.problem.ProblemWriter;

/**
 * Refuses the requests of a client above its rate with 429. The valve stands behind {@code EdgeValve} and in front of
 * {@link AccessValve}, so that it also bounds the guessing of tokens. The pages of the console are exempt, because a
 * browser requests all of them at once. The client's address is that of the connection, or the one in a proxy's header
 * where Tomcat is configured to trust that header. Runs on the thread of the request.
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

    /** A client has its whole share again after one second. */
    private Problem tooMany() {
        return new Problem(Kind.RATE_LIMITED, "this node answers " + requestsPerSecond
                + " requests a second from one address").withHeader("Retry-After", "1").with("retryable", true);
    }
}
