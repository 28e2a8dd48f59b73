package io.kadmos.dht.slot.departure;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.message.Request.ListRows;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.message.RowDigest;
import io.kadmos.dht.quorum.Gather;
import io.kadmos.dht.quorum.Votes;
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
 * Lists the rows of the new members of a slot and compares them, page by page, with the values that this node handed
 * over (protocol.md T11). Each value must be at a quorum of the members, at its ballot or above. A value that is not
 * may be a write that was never acknowledged; this node cannot tell, so the value is counted as missing and stays on
 * the disk.
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

    /** The result of a read-back. */
    sealed interface Outcome {

        /** How many values are at a quorum of the new members, and how many are not. */
        record Counted(long confirmed, long missing) implements Outcome {}

        /** Too few members answered, or this node could not list its own rows. */
        record Unanswered() implements Outcome {}
    }

    /** Begins; reports its result once. */
    void start() {
        readBehind(null);
    }

    private void readBehind(@Nullable Key after) {
        context.rows().list(slot, after, Response.Rows.MAX_ROWS, found -> found.ifPresentOrElse(
                own -> new Page(own, after).ask(), () -> done.accept(new Outcome.Unanswered())));
    }

    /** One page of the rows of this node, and the rows of the members in the same range. */
    private final class Page {

        private final Listing own;
        private final @Nullable Key after;
        private final Map<Key, Wanted> wanted = new TreeMap<>(Key.BY_ID);
        private final Votes complete = Votes.of(members);

        private Page(Listing own, @Nullable Key after) {
            this.own = own;
            this.after = after;
            own.items().stream().filter(item -> isValue(item.record()))
                    .forEach(item -> wanted.put(item.key(),
                            new Wanted(item.record().accepted(), Votes.of(members))));
        }

        private static boolean isValue(StoredRecord record) {
            return !record.outline().tombstone();
        }

        private void ask() {
            new Gather<Boolean>(members.members(), (member, listed) -> list(member, after, listed), this::listed,
                    this::ended).start();
        }

        /** Lists the rows of a member up to the end of the range, and reports whether the list is complete. */
        private void list(Member member, @Nullable Key behind, Consumer<Boolean> listed) {
            context.calls().ask(member, new ListRows(new SlotEpoch(slot, members.epoch()), behind), TIMEOUT,
                    result -> answered(member, result, listed));
        }

        private void answered(Member member, CallResult result, Consumer<Boolean> listed) {
            if (!(result instanceof CallResult.Answered(Response.Rows(var rows, var more), _))) {
                listed.accept(false);
                return;
            }
            rows.forEach(row -> count(member, row));
            boolean isPast = !own.more() || rows.isEmpty()
                    || Key.BY_ID.compare(rows.getLast().key(), own.last()) >= 0;
            if (more && (!isPast || !own.more())) {
                list(member, rows.getLast().key(), listed);
            } else {
                listed.accept(true);
            }
        }

        private void count(Member member, RowDigest row) {
            Wanted value = wanted.get(row.key());
            if (value != null && !row.accepted().isBelow(value.least())) {
                value.holders().grant(member);
            }
        }

        private void listed(Member member, boolean isComplete) {
            if (isComplete) {
                complete.grant(member);
            }
        }

        private void ended() {
            if (!complete.isWon()) {
                done.accept(new Outcome.Unanswered());
                return;
            }
            long found = wanted.values().stream().filter(value -> value.holders().isWon()).count();
            confirmed += found;
            missing += wanted.size() - found;
            if (own.more()) {
                readBehind(own.last());
            } else {
                done.accept(new Outcome.Counted(confirmed, missing));
            }
        }
    }

    /** A value that must be at a quorum, at this accepted ballot or above. */
    private record Wanted(Ballot least, Votes holders) {}
}
