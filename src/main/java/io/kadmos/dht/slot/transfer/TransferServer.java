package io.kadmos.dht.slot.transfer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.event.NodeEvent.Direction;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.message.KeyedRecord;
import io.kadmos.dht.message.Request.FetchRecords;
import io.kadmos.dht.message.Request.ListTakeover;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.message.RowDigest;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.RecordCodec;
import io.kadmos.dht.record.ReplicaState;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.record.SlotState;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.record.Succession;
import io.kadmos.dht.rpc.HandlerRegistry;
import io.kadmos.dht.slot.SlotContext;
import io.kadmos.dht.slot.SlotTable;
import io.kadmos.dht.storage.Listing;
import io.kadmos.dht.storage.Rows;

/**
 * Answers the questions of next members: which rows this replica hands over, and their records (protocol.md §6, T1,
 * T8). It learns the succession that a question tells before it answers. Event loop only.
 */
public final class TransferServer {

    /** The size in bytes at which an answer is full, so that transfers leave room for the messages of clients. */
    private static final int FULL_BYTES = 256 << 10;

    private final SlotTable table;
    private final Rows rows;
    private final TransferProgress progress;
    private final Consumer<NodeEvent> events;

    /** A server for the replicas of this node; {@code progress} counts the rows that leave it. */
    public TransferServer(SlotContext context, TransferProgress progress) {
        this.table = context.table();
        this.rows = context.rows();
        this.progress = progress;
        this.events = context.events();
    }

    /** Begins to answer the questions of other nodes. */
    public void register(HandlerRegistry server) {
        server.on(ListTakeover.class, (request, caller, answer) -> list(request, answer));
        server.on(FetchRecords.class, (request, caller, answer) -> fetch(request, answer));
    }

    /**
     * Lists rows only if the replica is durably sealed in the previous epoch or active in the new one, and its disk is
     * believed (protocol.md T1, B1).
     */
    private void list(ListTakeover request, Consumer<Response> answer) {
        Slot slot = request.taking().slot();
        Succession taking = request.taking().succession();
        table.learn(List.of(request.taking()), () -> {
            SlotState state = table.state(slot).orElse(null);
            if (state == null) {
                answer.accept(new Response.NotActive());
            } else if (state.succession().isNewerThan(taking)) {
                answer.accept(new Response.WrongEpoch(state.succession()));
            } else if (!table.isActivating(slot) && mayHandOver(state, taking)) {
                list(slot, request.after(), state.isActive(), answer);
            } else {
                answer.accept(new Response.NotActive());
            }
        });
    }

    private boolean mayHandOver(SlotState state, Succession taking) {
        Configuration previous = taking.previous();
        return state.isActive()
                ? table.trust().covers(state.current())
                : previous != null && state.isSealedFor(taking) && table.trust().covers(previous);
    }

    private void list(Slot slot, @Nullable Key after, boolean active, Consumer<Response> answer) {
        rows.list(slot, after, Response.Rows.MAX_ROWS, found -> answer.accept(found
                .<Response>map(listing -> new Response.TakeoverPage(active, digests(listing), listing.damaged(),
                        listing.more()))
                .orElseGet(Response.Busy::new)));
    }

    private static List<RowDigest> digests(Listing listing) {
        return listing.items().stream().map(item -> new RowDigest(item.key(), item.record().accepted())).toList();
    }

    private void fetch(FetchRecords request, Consumer<Response> answer) {
        SlotEpoch where = request.where();
        boolean hasRows = table.state(where.slot()).filter(state -> state.replica() != ReplicaState.INACTIVE
                && Integer.compareUnsigned(state.replicaEpoch(), where.epoch()) >= 0).isPresent();
        if (hasRows) {
            load(where.slot(), new ArrayDeque<>(request.keys()), new ArrayList<>(), 0, answer);
        } else {
            answer.accept(new Response.NotActive());
        }
    }

    private void load(Slot slot, Queue<Key> keys, List<KeyedRecord> found, int bytes, Consumer<Response> answer) {
        Key key = keys.poll();
        if (key == null) {
            send(slot, found, bytes, answer);
            return;
        }
        rows.load(slot, key, row -> {
            StoredRecord record = row.isDamaged() ? null : row.record().orElse(null);
            if (record == null) {
                load(slot, keys, found, bytes, answer);
                return;
            }
            int size = bytes + key.length() + RecordCodec.size(record);
            if (size > FULL_BYTES && !found.isEmpty()) {
                send(slot, found, bytes, answer);
                return;
            }
            found.add(new KeyedRecord(key, record));
            row.whenDurable(() -> load(slot, keys, found, size, answer));
        });
    }

    private void send(Slot slot, List<KeyedRecord> found, int bytes, Consumer<Response> answer) {
        progress.moved(found.size(), bytes);
        events.accept(new NodeEvent.RowsMoved(slot.index(), Direction.SENT, found.size(), bytes));
        answer.accept(new Response.Records(found));
    }
}
