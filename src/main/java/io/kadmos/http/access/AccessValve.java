package io.kadmos.http.access;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.ProblemWriter;

/**
 * Refuses a request that its token does not allow. The valve stands behind {@code EdgeValve} and
 * {@link RateLimitValve}: no servlet sees a refused request, and the server does not read its body. Runs on the thread
 * of the request.
 */
public final class AccessValve extends ValveBase {

    private final TokenAuthorization authorization;
    private final ProblemWriter problems;

    public AccessValve(TokenAuthorization authorization, ProblemWriter problems) {
        super(true);
        this.authorization = authorization;
        this.problems = problems;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        try {
            if (!response.isError()) { // else Tomcat has refused it already
                authorization.check(request);
            }
        } catch (Problem problem) {
            problems.write(problem, request, response);
            return;
        }
        getNext().invoke(request, response);
    }
}
