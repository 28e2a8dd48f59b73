package io.kadmos.http.cluster;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
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

/** {@code /cluster}: the cluster as this node knows it, and the drain of this node. */
@RestController
final class ClusterController {

    private final Operations operations;
    private final Admission admission;
    private final KeyPath keys;
    private final ProblemWriter problems;

    ClusterController(Operations operations, Admission admission, GatewaySettings settings, ProblemWriter problems) {
        this.operations = operations;
        this.admission = admission;
        this.keys = new KeyPath(settings.maxKeyBytes());
        this.problems = problems;
    }

    @GetMapping("/cluster")
    ClusterView cluster() {
        return ClusterView.of(operations.status());
    }

    @GetMapping("/cluster/nodes")
    NodesView nodes() {
        return NodesView.of(operations.status());
    }

    @GetMapping("/cluster/routing-table")
    RoutingTableView routingTable(HttpServletRequest request) {
        Optional<Id> other = new Query(request.getQueryString()).id("node");
        return RoutingTableView.of(other.map(operations::routingTable).orElseGet(operations::routingTable));
    }

    @GetMapping("/cluster/placement")
    PlacementView placement(HttpServletRequest request) {
        Key key = new Query(request.getQueryString()).once("key").map(keys::of)
                .orElseThrow(() -> new Problem(Kind.BAD_REQUEST, "the query parameter \"key\" is missing"));
        admission.enter();
        try {
            return PlacementView.of(key, operations.placement(key));
        } finally {
            admission.leave();
        }
    }

    @GetMapping("/cluster/drain")
    DrainView drainStatus() {
        return DrainView.of(operations.drainStatus());
    }

    @PostMapping("/cluster/drain")
    @ResponseStatus(HttpStatus.ACCEPTED)
    DrainView drain() {
        return DrainView.of(operations.drain());
    }

    @ExceptionHandler
    void answer(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        problems.write(problem, request, response);
    }
}
