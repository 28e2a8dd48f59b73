package io.kadmos.http.backup;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.OpId;
import io.kadmos.dht.register.Conditions;
import io.kadmos.dht.register.Mutation;
import io.kadmos.dht.register.Mutation.Effect;
import io.kadmos.dht.register.NotApplied;
import io.kadmos.dht.register.OutcomeUnknown;
import io.kadmos.dht.register.PreconditionFailed;
import io.kadmos.dht.register.WriteOutcome;
import io.kadmos.dht.register.Written;
import io.kadmos.http.Outcomes;
import io.kadmos.http.backup.BackupLine.Broken;
import io.kadmos.http.backup.BackupLine.End;
import io.kadmos.http.backup.BackupLine.Entry;
import io.kadmos.http.backup.BackupLine.Header;
import io.kadmos.http.kv.OperationIds;
import io.kadmos.http.problem.Problem;

/**
 * Reads a backup and writes its keys as they come, each independently of the others and with its expiry. Keys before a
 * malformed line stay written. For one thread, on which the tally counts; writes run on others.
 */
final class Import {

    /** After so many failed keys the import stops. */
    static final int MAX_FAILURES = 100;

    private final Rules rules;
    private final Target target;
    private final Insistence insistence;
    private final InstantSource clock;
    private final Tally tally = new Tally();

    Import(Rules rules, Target target, Insistence insistence, InstantSource clock) {
        this.rules = rules;
        this.target = target;
        this.insistence = insistence;
        this.clock = clock;
    }

    /**
     * How keys are written.
     *
     * @param name of this import: a key that is written again under the same name is written once
     */
    record Rules(String name, Conditions conditions) {}

    /** What the import writes to. Callable from many threads. */
    @FunctionalInterface
    interface Target {

        /** Applies a mutation once. */
        WriteOutcome write(Key key, Mutation mutation);
    }

    /** The number of keys by outcome. */
    static final class Tally {

        private long imported;
        private long skipped;
        private long failed;
        private @Nullable String firstFailure;

        long imported() {
            return imported;
        }

        long skipped() {
            return skipped;
        }

        long failed() {
            return failed;
        }

        /** The reason why the first failed key was not written. */
        Optional<String> firstFailure() {
            return Optional.ofNullable(firstFailure);
        }

        private void count(Ending ending) {
            switch (ending) {
                case Ending.Imported() -> imported++;
                case Ending.Skipped() -> skipped++;
                case Ending.Failed(var why) -> {
                    failed++;
                    firstFailure = firstFailure == null ? why : firstFailure;
                }
            }
        }
    }

    /** The outcome of one key. */
    private sealed interface Ending {

        record Imported() implements Ending {}

        record Skipped() implements Ending {}

        record Failed(String why) implements Ending {}
    }

    /** The numbers so far. */
    Tally tally() {
        return tally;
    }

    /**
     * Reads to the end, or until {@link #MAX_FAILURES} keys have failed.
     *
     * @throws Problem that names the line if one is malformed, or if the end is missing
     */
    void read(BackupReader lines) throws IOException {
        if (!(lines.next() instanceof Header)) {
            throw lines.bad("a backup must begin with its header");
        }
        try (Pipeline<Ending> writes = new Pipeline<>(tally::count)) {
            try {
                readKeys(lines, writes);
            } finally {
                writes.finish();
            }
        }
    }

    private void readKeys(BackupReader lines, Pipeline<Ending> writes) throws IOException {
        long keys = 0;
        BackupLine line = lines.next();
        while (line instanceof Entry entry && tally.failed < MAX_FAILURES) {
            keys++;
            writes.add(() -> write(entry));
            line = lines.next();
        }
        switch (line) {
            case Entry _ -> {} // too many failures
            case End(var count) -> end(lines, keys, count);
            case Header _ -> throw lines.bad("a second header");
            case Broken(var error) -> throw lines.bad("the export failed here: " + error);
            case null -> throw lines.bad("the backup is cut off behind " + keys + " keys");
        }
    }

    private static void end(BackupReader lines, long keys, long count) {
        if (count != keys) {
            throw lines.bad("the end of a backup of " + count + " keys, behind " + keys);
        }
        if (lines.next() != null) {
            throw lines.bad("something behind the end of the backup");
        }
    }

    private Ending write(Entry entry) throws InterruptedException {
        OpId op = OperationIds.hash(rules.name(), "IMPORT", entry.key());
        try {
            return insistence.insist(() -> write(entry, op));
        } catch (Problem problem) {
            return new Ending.Failed(String.valueOf(problem.getMessage()));
        }
    }

    private Ending write(Entry entry, OpId op) {
        Duration left = entry.expiresAt() == null ? null : Duration.between(clock.instant(), entry.expiresAt());
        if (left != null && !left.isPositive()) {
            return new Ending.Skipped();
        }
        Mutation mutation = new Mutation(op, rules.conditions(), new Effect.Put(entry.body(), left));
        return switch (target.write(entry.key(), mutation)) {
            case Written _ -> new Ending.Imported();
            case PreconditionFailed _ -> new Ending.Skipped();
            case NotApplied(var reason) -> throw Outcomes.notApplied(reason);
            case OutcomeUnknown _ -> throw Outcomes.unknown(op, true);
        };
    }
}
