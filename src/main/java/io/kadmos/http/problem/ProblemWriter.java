package io.kadmos.http.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import io.kadmos.http.problem.Problem.Kind;

/**
 * Answers a request with a problem, as {@code application/problem+json}. For a PUT or DELETE the answer also says what
 * became of the write, and whether a retry is safe. Callable from any thread.
 */
@Component
public final class ProblemWriter {

    static final String CONTENT_TYPE = "application/problem+json";

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /** Writes the answer; without effect if another answer has begun. */
    public void write(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(problem.status());
        problem.headers().forEach(response::setHeader);
        String path = request.getRequestURI();
        var members = problem.members(path == null ? "" : path);
        if ("PUT".equals(request.getMethod()) || "DELETE".equals(request.getMethod())) {
            members.putIfAbsent("outcome", problem.kind() == Kind.OUTCOME_UNKNOWN ? "unknown" : "not-applied");
            members.putIfAbsent("retryable", false);
        } else {
            members.remove("outcome");
            members.remove("retryable");
        }
        byte[] body = json.writeValueAsBytes(members);
        response.setContentType(CONTENT_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
