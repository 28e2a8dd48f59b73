package io.kadmos.dht.register.replica;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.message.Bodies;
import io.kadmos.dht.message.Request.Accept;
import io.kadmos.dht.message.Request.KeyRequest;
import io.kadmos.dht.message.Request.Prepare;
import io.kadmos.dht.message.Request.Query;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.message.Response.Refusal;
import io.kadmos.dht.record.Body;
import io.kadmos.dht.record.Outline;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.register.replica.Acceptor.Verdict;
import io.kadmos.dht.rpc.HandlerRegistry;
import io.kadmos.dht.slot.SlotTable;
import io.kadmos.dht.storage.PromiseCeiling;
import io.kadmos.dht.storage.Row;
import io.kadmos.dht.storage.Rows;

/**
 * Answers QUERY, PREPARE and ACCEPT of gateways for this replica. It decides on the row in memory at once, and answers
 * when everything that the answer reveals is durable (protocol.md R5). It checks the epoch in the turn in which it
 * decides (protocol.md C3). A refusal changes nothing. Event loop only.
 */
public final class ReplicaServer {

    private final SlotTable slots;
    private final Rows rows;
    private final PromiseCeiling ceiling;

    /** A server that answers nothing before {@link #register}. */
    public ReplicaServer(ReplicaContext replica) {
        this.slots = replica.slots();
        this.rows = replica.rows();
        this.ceiling = replica.ceiling();
    }

    /** Registers the three handlers. */
    public void register(HandlerRegistry server) {
        server.on(Query.class, (query, caller, answer) -> query(query, answer));
        server.on(Prepare.class, (prepare, caller, answer) -> prepare(prepare, answer));
        server.on(Accept.class, (accept, caller, answer) -> accept(accept, answer));
    }

    void query(Query query, Consumer<Response> answer) {
        withRow(query, answer, row -> {
            if (row.isDamaged()) {
                answer.accept(new Response.Damaged());
                return;
            }
            StoredRecord record = row.record().orElse(null);
            row.whenDurable(() -> answer.accept(new Response.Current(outline(record), body(record, query.bodies()))));
        });
    }

    void prepare(Prepare prepare, Consumer<Response> answer) {
        ceiling.cover(prepare.ballot().hlc(), () -> withRow(prepare, answer, row -> {
            switch (Acceptor.prepare(row, prepare.ballot())) {
                case Verdict.Refuse(var refusal) -> answer.accept(refusal);
                case Verdict.Grant(), Verdict.Repeat() -> {
                    row.promise(prepare.ballot());
                    StoredRecord record = row.record().orElse(null);
                    row.whenDurable(() -> answer.accept(
                            new Response.Promised(outline(record), body(record, prepare.bodies()), rows.isFull())));
                }
            }
        }));
    }

    void accept(Accept accept, Consumer<Response> answer) {
        StoredRecord record = accept.record();
        if (record.accepted().epoch() != accept.where().epoch()) {
            answer.accept(new Response.NotActive());
            return;
        }
        ceiling.cover(record.accepted().hlc(), () -> withRow(accept, answer, row -> {
            Runnable accepted = () -> answer.accept(new Response.Accepted());
            switch (Acceptor.accept(row, record)) {
                case Verdict.Refuse(var refusal) -> answer.accept(refusal);
                case Verdict.Repeat() -> row.whenDurable(accepted);
                case Verdict.Grant() -> rows.store(row, record, accepted);
            }
        }));
    }

    private void withRow(KeyRequest request, Consumer<Response> answer, Consumer<Row> decide) {
        if (!slots.slotOf(request.key()).equals(request.where().slot())) {
            answer.accept(new Response.NotActive());
            return;
        }
        rows.load(request.where().slot(), request.key(), row -> {
            Optional<Refusal> refusal = slots.refusal(request.where());
            if (refusal.isPresent()) {
                answer.accept(refusal.get());
            } else {
                decide.accept(row);
            }
        });
    }

    private static @Nullable Outline outline(@Nullable StoredRecord record) {
        return record == null ? null : record.outline();
    }

    private static @Nullable Body body(@Nullable StoredRecord record, Bodies bodies) {
        return record != null && bodies.carries(record.body().value().length()) ? record.body() : null;
    }
}
