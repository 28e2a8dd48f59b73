package io.kadmos.dht.slot.departure;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.message.Request.ListRows;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.message.RowDigest;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.slot.SlotContext;
import io.kadmos.dht.storage.Listing;

/**
 * Reads back from the present members of a slot what this node handed over to them: every value that it holds has to be
 * at a quorum of them, as it is here or newer. One that is not may be a write that nobody ever acknowledged; nobody can
 * tell from here, so it is counted and not erased. Page by page; fails if the members do not answer.
 */
final class ReadBack {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final SlotContext context;
    private final Slot slot;
    private final Configuration members;
    private final Consumer<Outcome> done;
    private long confirmed;
    private long missing;

    ReadBack(SlotContext context, Slot slot, Configuration members, Consumer<Outcome> done) {
        this.context = context;
        this.slot = slot;
        this.members = members;
        this.done = done;
    }

    /** What came of it. */
    sealed interface Outcome {

        /** So many values are there, and so many are not. */
        record Counted(long confirmed, long missing) implements Outcome {}

        /** Too few members answered. */
        record Unanswered() implements Outcome {}
    }

    /** Begins; tells once. */
    void start() {
        readBehind(null);
    }

    private void readBehind(@Nullable Key after) {
        context.rows().list(slot, after, Response.Rows.MAX_ROWS, found -> found.ifPresentOrElse(
                own -> new Page(own, after).ask(), () -> done.accept(new Outcome.Unanswered())));
    }

    /** Some rows of this node in a row, and the members' rows in the same range. */
    private final class Page {

        private final Listing own;
        private final @Nullable Key after;
        private final Map<Key, Integer> holders = new HashMap<>();
        private final Map<Key, Ballot> wanted = new TreeMap<>(Key.BY_ID);
        private int complete;
        private int unanswered;

        private Page(Listing own, @Nullable Key after) {
            this.own = own;
            this.after = after;
            own.items().stream().filter(item -> isValue(item.record()))
                    .forEach(item -> wanted.put(item.key(), item.record().accepted()));
        }

        private static boolean isValue(StoredRecord record) {
            return !record.outline().tombstone();
        }

        private void ask() {
            unanswered = members.members().size();
            members.members().forEach(member -> ask(member, after));
        }

        private void ask(Member member, @Nullable Key behind) {
            context.calls().ask(member, new ListRows(new SlotEpoch(slot, members.epoch()), behind), TIMEOUT,
                    result -> listed(member, result));
        }

        private void listed(Member member, CallResult result) {
            if (!(result instanceof CallResult.Answered(Response.Rows(var rows, var more), _))) {
                answered();
                return;
            }
            rows.forEach(this::count);
            boolean isPast = !own.more() || rows.isEmpty()
                    || Key.BY_ID.compare(rows.getLast().key(), own.last()) >= 0;
            if (more && (!isPast || !own.more())) {
                ask(member, rows.getLast().key());
            } else {
                complete++;
                answered();
            }
        }

        private void count(RowDigest row) {
            Ballot least = wanted.get(row.key());
            if (least != null && !row.accepted().isBelow(least)) {
                holders.merge(row.key(), 1, Integer::sum);
            }
        }

        private void answered() {
            unanswered--;
            if (unanswered > 0) {
                return;
            }
            if (complete < members.quorum()) {
                done.accept(new Outcome.Unanswered());
                return;
            }
            List<Key> found = wanted.keySet().stream()
                    .filter(key -> holders.getOrDefault(key, 0) >= members.quorum()).toList();
            confirmed += found.size();
            missing += wanted.size() - found.size();
            if (own.more()) {
                readBehind(own.last());
            } else {
                done.accept(new Outcome.Counted(confirmed, missing));
            }
        }
    }
}
