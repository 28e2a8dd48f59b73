package io.kadmos.dht.slot.transfer;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.event.NodeEvent.Direction;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.message.KeyedRecord;
import io.kadmos.dht.message.Request.FetchRecords;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.RecordCodec;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.slot.SlotContext;
import io.kadmos.dht.slot.transfer.SlotTransfer.Pace;
import io.kadmos.dht.slot.transfer.TakeoverMerge.Winner;

/**
 * Fetches the records of some rows from the members that listed them, one question at a time, and stores them. Fails if
 * a member does not answer within five seconds, or has none of the records that it is asked for.
 */
final class RowFetch {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final SlotContext context;
    private final SlotEpoch where;
    private final Pace pace;
    private final Storage storage;
    private final TransferProgress progress;
    private final Map<Member, Map<Key, Ballot>> missing = new LinkedHashMap<>();
    private int storing;
    private Consumer<Boolean> done = complete -> {};

    RowFetch(SlotContext context, SlotEpoch where, List<Winner> winners, Pace pace, Storage storage,
            TransferProgress progress) {
        this.context = context;
        this.where = where;
        this.pace = pace;
        this.storage = storage;
        this.progress = progress;
        winners.forEach(winner -> missing.computeIfAbsent(winner.holder(), _ -> new TreeMap<>(Key.BY_ID))
                .put(winner.row().key(), winner.row().accepted()));
    }

    /** Stores the fetched records. */
    @FunctionalInterface
    interface Storage {

        /** Stores a record, and runs {@code stored} when the row shows it. */
        void store(Key key, StoredRecord record, Runnable stored);
    }

    /**
     * Begins. Calls {@code whenDone} once, with true when all records are stored, though they may not be durable yet,
     * and with false when the fetch failed.
     */
    void start(Consumer<Boolean> whenDone) {
        done = whenDone;
        next();
    }

    private void next() {
        missing.values().removeIf(Map::isEmpty);
        if (!missing.isEmpty()) {
            missing.keySet().stream().findFirst().ifPresent(this::ask);
        } else if (storing == 0) {
            done.accept(true);
        }
    }

    private void ask(Member holder) {
        Map<Key, Ballot> wanted = Objects.requireNonNull(missing.get(holder));
        List<Key> keys = wanted.keySet().stream().limit(Response.Rows.MAX_ROWS).toList();
        Duration began = context.loop().uptime();
        context.calls().ask(holder, new FetchRecords(where, keys), TIMEOUT, result -> {
            List<KeyedRecord> records = result instanceof CallResult.Answered(Response.Records(var found), _)
                    ? found.stream().filter(keyed -> isWanted(keyed, wanted)).toList()
                    : List.of();
            if (records.isEmpty()) {
                done.accept(false);
                return;
            }
            progress.moved(records.size(), bytes(records));
            context.events().accept(new NodeEvent.RowsMoved(where.slot().index(), Direction.RECEIVED, records.size(),
                    bytes(records)));
            records.forEach(keyed -> wanted.remove(keyed.key()));
            storing += records.size();
            records.forEach(this::store);
            rest(pace.rest(context.loop().uptime().minus(began)));
        });
    }

    private void rest(Duration rest) {
        if (rest.isPositive()) {
            context.loop().schedule(rest, this::next);
        } else {
            next();
        }
    }

    private static long bytes(List<KeyedRecord> records) {
        return records.stream().mapToLong(keyed -> keyed.key().length() + RecordCodec.size(keyed.record())).sum();
    }

    private static boolean isWanted(KeyedRecord keyed, Map<Key, Ballot> wanted) {
        Ballot atLeast = wanted.get(keyed.key());
        return atLeast != null && !keyed.record().accepted().isBelow(atLeast);
    }

    private void store(KeyedRecord keyed) {
        storage.store(keyed.key(), keyed.record(), () -> {
            storing--;
            if (storing == 0 && missing.isEmpty()) {
                done.accept(true);
            }
        });
    }
}
