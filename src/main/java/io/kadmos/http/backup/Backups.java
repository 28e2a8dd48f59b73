package io.kadmos.http.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.node.Consistency;
import io.kadmos.dht.node.NodeStatus;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.register.KeyPage;
import io.kadmos.dht.register.NotApplied;
import io.kadmos.dht.register.Read;
import io.kadmos.dht.register.Read.Value;
import io.kadmos.http.Operations;
import io.kadmos.http.Outcomes;
import io.kadmos.http.backup.BackupLine.Header;
import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;

/**
 * Backs the cluster up and restores it. A node runs one export and one import at a time, and refuses a second with a
 * {@link Problem}. Callable from any thread; blocks until the backup ends.
 */
public final class Backups {

    /** How long an operation on one key is repeated: longer than a node takes to start, or a slot to move. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);

    private final Operations operations;
    private final BackupFormat format;
    private final Insistence insistence;
    private final Semaphore exports = new Semaphore(1);
    private final Semaphore imports = new Semaphore(1);

    public Backups(Operations operations, BackupFormat format, Insistence insistence) {
        this.operations = operations;
        this.format = format;
        this.insistence = insistence;
    }

    /** Opens the stream that an export writes to. */
    @FunctionalInterface
    interface Opening {

        /** Opens the stream of a backup with this header. */
        OutputStream open(Header header) throws IOException;
    }

    /**
     * Writes a backup to a stream, which is opened after all checks have passed.
     *
     * @throws Problem if the backup is incomplete
     */
    void exportTo(Opening opening) throws IOException {
        enter(exports, "export");
        try {
            NodeStatus status = operations.status();
            Header header = new Header(status.clusterName(), clusterId(status).toString(), Instant.now());
            LOG.info("Export started");
            long keys = new Export(source(), format, opening.open(header)).write(header, status.slots().total());
            LOG.info("Export complete: keys={}", keys);
        } catch (Problem problem) {
            LOG.warn("Export failed: {}", problem.getMessage());
            throw problem;
        } finally {
            exports.release();
        }
    }

    /** Reads a backup and writes its keys. @throws Problem if not all of them were written */
    Import.Tally importFrom(InputStream in, Import.Rules rules) throws IOException {
        enter(imports, "import");
        Import running = new Import(rules, operations::write, insistence, InstantSource.system());
        try {
            clusterId(operations.status());
            LOG.info("Import started");
            running.read(new BackupReader(in, format));
            return complete(running.tally());
        } catch (Problem problem) {
            Import.Tally tally = running.tally();
            LOG.info("Import failed: {} imported={} skipped={} failed={}", problem.getMessage(), tally.imported(),
                    tally.skipped(), tally.failed());
            throw problem.with("imported", tally.imported()).with("skipped", tally.skipped())
                    .with("failed", tally.failed());
        } finally {
            imports.release();
        }
    }

    private static Import.Tally complete(Import.Tally tally) {
        tally.firstFailure().ifPresent(why -> {
            throw new Problem(Kind.INCOMPLETE, tally.failed() + " keys could not be written; the first: " + why);
        });
        LOG.info("Import complete: imported={} skipped={}", tally.imported(), tally.skipped());
        return tally;
    }

    private Export.Source source() {
        return new Export.Source() {

            @Override
            public KeyPage list(Slot slot, @Nullable Key after) throws InterruptedException {
                return insistence.insist(() -> switch (operations.list(slot, after)) {
                    case KeyPage page -> page;
                    case NotApplied(var reason) -> throw Outcomes.notApplied(reason);
                });
            }

            @Override
            public Optional<Value> get(Key key) throws InterruptedException {
                return insistence.insist(() -> switch (operations.get(key, Consistency.LINEARIZABLE)) {
                    case Read(var value) -> value;
                    case NotApplied(var reason) -> throw Outcomes.notApplied(reason);
                });
            }
        };
    }

    private static Id clusterId(NodeStatus status) {
        return status.clusterId().orElseThrow(() -> Outcomes.notApplied(NotApplied.Reason.NOT_JOINED));
    }

    private static void enter(Semaphore one, String what) {
        if (!one.tryAcquire()) {
            throw new Problem(Kind.NOT_APPLIED, "another " + what + " runs on this node")
                    .withHeader("Retry-After", "10");
        }
    }
}
