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
 * Takes over from one member whatever it holds newer in one slot. A record of the current epoch is taken at its own
 * ballot, as if its ACCEPT had only been late; a record of an older epoch, or one that is damaged here, is settled by a
 * round. A member that does not answer ends the pull until the next repair.
 */
final class SlotPull {

    /** How long one answer may take. */
    static final Call CALL = Call.within(Duration.ofSeconds(5));
    /** Younger records are most likely still on their way here. */
    private static final Duration SETTLING_TIME = Duration.ofSeconds(2);

    private final ReplicaContext replica;
    private final PreferredMembers replicas;
    private final RegisterClient registers;
    private final EventLoop loop;
    private final Member source;
    private final SlotEpoch where;
    private Runnable done = () -> {};

    SlotPull(ReplicaContext replica, PreferredMembers replicas, RegisterClient registers, EventLoop loop, Member source,
            SlotEpoch where) {
        this.replica = replica;
        this.replicas = replicas;
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
        replicas.ask(source, new ListRows(where, after), CALL, result -> {
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

    /** Records of an older epoch that differ prove nothing about each other, unless a newer one stands here. */
    private boolean isUpToDate(@Nullable Ballot ours, Ballot theirs) {
        if (theirs.epoch() == where.epoch()) {
            return ours != null && !ours.isBelow(theirs);
        }
        return ours != null && (ours.epoch() == where.epoch() || ours.equals(theirs));
    }

    /** A ballot of a clock that ran ahead, which may take an hour to come to pass, is not young for so long. */
    private boolean isYoung(Ballot accepted) {
        Duration age = Duration.between(HybridClock.time(accepted.hlc()), loop.wallTime());
        return age.abs().compareTo(SETTLING_TIME) < 0;
    }

    private void take(Key key, Runnable goOn) {
        replicas.ask(source, new Query(where, key, Bodies.ALWAYS), CALL, result -> {
            if (result instanceof CallResult.Answered(Response.Current(var outline, var body), _) && outline != null
                    && outline.accepted().epoch() == where.epoch()) {
                accept(key, new Held(outline, body).record(outline.accepted()), goOn);
            } else {
                goOn.run();
            }
        });
    }

    /** What was promised here, after a start up to the ceiling, may forbid the ballot: then a round settles it. */
    private void accept(Key key, StoredRecord record, Runnable goOn) {
        replicas.ask(replica.self(), new Accept(where, key, record), CALL, result -> {
            if (result instanceof CallResult.Answered(Response.Outbid(var promised), _)) {
                identityRound(key, promised, goOn);
            } else {
                goOn.run();
            }
        });
    }

    /**
     * Runs a round above what was promised here. That may lie ahead of this node's clock, if a row could not be read
     * and counts as promised up to the ceiling; a round below it would succeed among the others and never reach this
     * replica.
     */
    private void identityRound(Key key, Ballot promised, Runnable goOn) {
        registers.gateway().clock().observe(promised.hlc());
        registers.repair(key, CALL, outcome -> goOn.run());
    }
}
