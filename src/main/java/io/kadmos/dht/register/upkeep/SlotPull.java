package io.kadmos.dht.register.upkeep;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.message.Bodies;
import io.kadmos.dht.message.Request.Accept;
import io.kadmos.dht.message.Request.ListRows;
import io.kadmos.dht.message.Request.Query;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.message.RowDigest;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.HybridClock;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.register.gateway.Held;
import io.kadmos.dht.register.gateway.PreferredMembers;
import io.kadmos.dht.register.gateway.RegisterClient;
import io.kadmos.dht.register.replica.ReplicaContext;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.runtime.EventLoop;

/**
 * Pulls from one member the records of one slot that are newer there (protocol.md R16). This replica accepts a record
 * of the present epoch at the record's own ballot, as if its ACCEPT had only been late. An identity round decides about
 * a record of an older epoch, about one that is outbid here, and about one that is damaged here. If the member does not
 * answer, the pull ends, and the next repair begins it anew. Event loop only.
 */
final class SlotPull {

    /** The timeout of one question. */
    static final Call CALL = Call.within(Duration.ofSeconds(5));
    /** Younger records are most likely still on their way to this replica, so the pull leaves them alone. */
    private static final Duration SETTLING_TIME = Duration.ofSeconds(2);

    private final ReplicaContext replica;
    private final PreferredMembers members;
    private final RegisterClient registers;
    private final EventLoop loop;
    private final Member source;
    private final SlotEpoch where;
    private Runnable done = () -> {};

    SlotPull(ReplicaContext replica, PreferredMembers members, RegisterClient registers, EventLoop loop, Member source,
            SlotEpoch where) {
        this.replica = replica;
        this.members = members;
        this.registers = registers;
        this.loop = loop;
        this.source = source;
        this.where = where;
    }

    void start(Runnable whenDone) {
        done = whenDone;
        pullBehind(null);
    }

    private void pullBehind(@Nullable Key after) {
        members.ask(source, new ListRows(where, after), CALL, result -> {
            if (result instanceof CallResult.Answered(Response.Rows(var rows, var more), _)) {
                Key next = more && !rows.isEmpty() ? rows.getLast().key() : null;
                pull(new ArrayDeque<>(rows), next);
            } else {
                done.run();
            }
        });
    }

    private void pull(Queue<RowDigest> rows, @Nullable Key next) {
        RowDigest row = rows.poll();
        if (row != null) {
            pull(row, () -> loop.execute(() -> pull(rows, next)));
        } else if (next != null) {
            pullBehind(next);
        } else {
            done.run();
        }
    }

    private void pull(RowDigest theirs, Runnable goOn) {
        if (theirs.isDamaged()) {
            goOn.run();
            return;
        }
        replica.rows().load(where.slot(), theirs.key(), row -> {
            Ballot ours = row.isDamaged() ? null : row.record().map(StoredRecord::accepted).orElse(null);
            if (isYoung(theirs.accepted()) || (!row.isDamaged() && isUpToDate(ours, theirs.accepted()))) {
                goOn.run();
            } else if (row.isDamaged() || theirs.accepted().epoch() != where.epoch()) {
                identityRound(theirs.key(), row.promised(where.epoch()), goOn);
            } else {
                take(theirs.key(), goOn);
            }
        });
    }

    /**
     * Whether this replica needs nothing from the other. Two different records of older epochs prove nothing about each
     * other. So against a record of an older epoch, only an equal one or one of the present epoch is enough here.
     */
    private boolean isUpToDate(@Nullable Ballot ours, Ballot theirs) {
        if (theirs.epoch() == where.epoch()) {
            return ours != null && !ours.isBelow(theirs);
        }
        return ours != null && (ours.epoch() == where.epoch() || ours.equals(theirs));
    }

    /**
     * Whether the clock reading of a ballot is near the present time, before or after it. A ballot of a clock that ran
     * far ahead is not young: it would count as young until that time has come.
     */
    private boolean isYoung(Ballot accepted) {
        Duration age = Duration.between(HybridClock.time(accepted.hlc()), loop.wallTime());
        return age.abs().compareTo(SETTLING_TIME) < 0;
    }

    private void take(Key key, Runnable goOn) {
        members.ask(source, new Query(where, key, Bodies.ALWAYS), CALL, result -> {
            if (result instanceof CallResult.Answered(Response.Current(var outline, var body), _) && outline != null
                    && outline.accepted().epoch() == where.epoch()) {
                accept(key, new Held(outline, body).record(outline.accepted()), goOn);
            } else {
                goOn.run();
            }
        });
    }

    /**
     * Accepts the record here. If a promise of this replica forbids the ballot, for example the promise up to the
     * ceiling after a start, an identity round decides.
     */
    private void accept(Key key, StoredRecord record, Runnable goOn) {
        members.ask(replica.self(), new Accept(where, key, record), CALL, result -> {
            if (result instanceof CallResult.Answered(Response.Outbid(var promised), _)) {
                identityRound(key, promised, goOn);
            } else {
                goOn.run();
            }
        });
    }

    /**
     * Runs an identity round above what this replica has promised. That may lie ahead of the clock of this node, since
     * a row that cannot be read counts as promised up to the ceiling. A round below it would succeed at the other
     * members and never reach this replica (protocol.md R15).
     */
    private void identityRound(Key key, Ballot promised, Runnable goOn) {
        registers.gateway().clock().observe(promised.hlc());
        registers.repair(key, CALL, outcome -> goOn.run());
    }
}
