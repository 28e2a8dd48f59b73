package io.kadmos.http;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Refuses what a token does not allow, right behind {@link EdgeValve}: before any servlet can see the request, and
 * before its body is read.
 */
final class AccessValve extends ValveBase {

    private final TokenAuthorization authorization;
    private final ProblemWriter problems;

    AccessValve(TokenAuthorization authorization, ProblemWriter problems) {
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
