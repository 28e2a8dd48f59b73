package io.kadmos.http.cluster;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.node.NodeStatus;
import io.kadmos.dht.record.RecoveryOrder;
import io.kadmos.dht.record.RecoveryOrder.Intent;
import io.kadmos.dht.record.RecoveryOutcome;
import io.kadmos.http.Operations;
import io.kadmos.http.kv.BodyReader;
import io.kadmos.http.kv.Query;
import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;
import io.kadmos.http.problem.ProblemWriter;

/**
 * {@code POST /cluster/recover}: an operator's last resort when a majority of the disks of some slots is lost for good.
 * Without {@code confirm=<cluster id>} the node only reports what would be lost.
 */
@RestController
final class RecoveryController {

    private static final int MAX_BODY_BYTES = 64 << 10;

    private final Operations operations;
    private final ProblemWriter problems;
    private final JsonMapper json;
    private final BodyReader bodies = new BodyReader(MAX_BODY_BYTES);

    RecoveryController(Operations operations, ProblemWriter problems, JsonMapper json) {
        this.operations = operations;
        this.problems = problems;
        this.json = json;
    }

    @PostMapping("/cluster/recover")
    RecoveryView recover(HttpServletRequest request) {
        Optional<String> confirmed = new Query(request.getQueryString()).once("confirm");
        LostDisks lost = LostDisks.parse(json, bodies.read(request));
        NodeStatus status = operations.status();
        if (confirmed.isPresent() && lost.members().isEmpty()) {
            throw new Problem(Kind.BAD_REQUEST, "the body has to name the nodes and disks that are lost");
        }
        if (confirmed.isPresent() && !confirmed.equals(status.clusterId().map(Id::hex))) {
            throw new Problem(Kind.RECOVERY_REFUSED, "confirm is not the id of this cluster");
        }
        Intent intent = confirmed.isPresent() ? Intent.ACT : Intent.PREVIEW;
        return switch (operations.recover(new RecoveryOrder(lost.members(), intent))) {
            case RecoveryOutcome.Report report -> RecoveryView.of(report, status);
            case RecoveryOutcome.Refused(var reason) -> throw new Problem(Kind.RECOVERY_REFUSED, reason);
        };
    }

    @ExceptionHandler
    void answer(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        problems.write(problem, request, response);
    }
}
