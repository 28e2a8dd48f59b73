package io.kadmos.http.backup;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import io.kadmos.dht.register.Conditions;
import io.kadmos.dht.register.Conditions.Tags;
import io.kadmos.http.backup.BackupLine.Header;
import io.kadmos.http.backup.Import.Rules;
import io.kadmos.http.backup.Import.Tally;
import io.kadmos.http.edge.EdgeValve;
import io.kadmos.http.kv.OperationIds;
import io.kadmos.http.kv.Query;
import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;
import io.kadmos.http.problem.ProblemWriter;

/** {@code /cluster/export} and {@code /cluster/import}: backup and restore as a stream. */
@RestController
final class BackupController {

    private final Backups backups;
    private final ProblemWriter problems;
    private final RandomGenerator random;

    BackupController(Backups backups, ProblemWriter problems, RandomGenerator random) {
        this.backups = backups;
        this.problems = problems;
        this.random = random;
    }

    @GetMapping("/cluster/export")
    void export(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getMethod().equals("HEAD")) {
            throw new Problem(Kind.METHOD_NOT_ALLOWED, "only GET makes an export").withHeader("Allow", "GET");
        }
        try {
            backups.exportTo(header -> open(header, response));
        } catch (Problem problem) {
            if (!response.isCommitted()) {
                throw problem;
            }
            response.flushBuffer();
            EdgeValve.cut(request);
        }
    }

    private static OutputStream open(Header header, HttpServletResponse response) throws IOException {
        String time = header.startedAt().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "");
        response.setContentType(BackupFormat.CONTENT_TYPE);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Disposition", "attachment; filename=\"kadmos-" + time + ".ndjson\"");
        response.flushBuffer();
        return response.getOutputStream();
    }

    /** The answer of an import: the number of keys by outcome. */
    record Summary(long imported, long skipped, long failed) {}

    @PostMapping("/cluster/import")
    Summary importBackup(HttpServletRequest request) throws IOException {
        Rules rules = new Rules(OperationIds.idempotencyKey(request).orElseGet(this::newName),
                conditions(new Query(request.getQueryString())));
        Tally tally = backups.importFrom(request.getInputStream(), rules);
        return new Summary(tally.imported(), tally.skipped(), tally.failed());
    }

    @ExceptionHandler
    void answer(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        problems.write(problem, request, response);
    }

    private static Conditions conditions(Query query) {
        return switch (query.once("existing").orElse("replace")) {
            case "replace" -> Conditions.NONE;
            case "keep" -> new Conditions(null, new Tags.Any());
            default -> throw new Problem(Kind.BAD_REQUEST, "existing is replace or keep");
        };
    }

    private String newName() {
        return HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
    }
}
