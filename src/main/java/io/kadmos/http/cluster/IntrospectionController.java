package io.kadmos.http.cluster;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.id.Key;
import io.kadmos.http.Admission;
import io.kadmos.http.GatewaySettings;
import io.kadmos.http.Operations;
import io.kadmos.http.kv.KeyPath;
import io.kadmos.http.kv.Query;
import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;
import io.kadmos.http.problem.ProblemWriter;

/** {@code /cluster/lookup} and {@code /cluster/explain}: runs a lookup or a read, and reports each of its steps. */
@RestController
final class IntrospectionController {

    private final Operations operations;
    private final Admission admission;
    private final KeyPath keys;
    private final ProblemWriter problems;

    IntrospectionController(Operations operations, Admission admission, GatewaySettings settings,
            ProblemWriter problems) {
        this.operations = operations;
        this.admission = admission;
        this.keys = new KeyPath(settings.maxKeyBytes());
        this.problems = problems;
    }

    @GetMapping("/cluster/lookup")
    LookupView lookup(HttpServletRequest request) {
        Id target = target(new Query(request.getQueryString()));
        return admitted(() -> LookupView.of(operations.lookup(target)));
    }

    @GetMapping("/cluster/explain")
    ExplainView explain(HttpServletRequest request) {
        Key key = new Query(request.getQueryString()).once("key").map(keys::of)
                .orElseThrow(() -> new Problem(Kind.BAD_REQUEST, "the query parameter \"key\" is missing"));
        return admitted(() -> ExplainView.of(key, operations.explain(key)));
    }

    @ExceptionHandler
    void answer(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        problems.write(problem, request, response);
    }

    private Id target(Query query) {
        Optional<Id> ofKey = query.once("key").map(keys::of).map(Key::id);
        Optional<Id> given = query.id("id");
        if (ofKey.isPresent() == given.isPresent()) {
            throw new Problem(Kind.BAD_REQUEST, "give either the query parameter \"key\" or \"id\"");
        }
        return ofKey.or(() -> given).orElseThrow();
    }

    private <T> T admitted(Supplier<T> work) {
        admission.enter();
        try {
            return work.get();
        } finally {
            admission.leave();
        }
    }
}
