package io.kadmos.dht.slot.transfer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.message.Response.TakeoverPage;
import io.kadmos.dht.message.RowDigest;
import io.kadmos.dht.quorum.Gather;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.slot.SlotContext;
import io.kadmos.dht.slot.transfer.TakeoverMerge.Merged;
import io.kadmos.dht.slot.transfer.TakeoverMerge.Winner;
import io.kadmos.dht.storage.Listing;

/**
 * One run that brings the rows of one slot to what a succession takes over (protocol.md §6). It goes through the slot
 * page by page in row order. For each page it lists the rows of the sources, merges the lists with a
 * {@link TakeoverMerge}, fetches the records that this node lacks, and notes the keys whose rows on this node did not
 * survive. A transfer that fails keeps the rows that it fetched, so beginning again costs little.
 *
 * <p>A list that comes after its page was merged is ignored, because merging it could bring a deleted value back; a
 * transfer that is over stores nothing (protocol.md T6).
 *
 * <p>If this node was a member of the previous epoch, other next members may take over from it until it is active. So
 * the transfer replaces its rows by greater ones only, and leaves it to the activation to erase those that did not
 * survive (protocol.md T5, T8).
 */
final class SlotTransfer {

    private static final Duration LIST_TIMEOUT = Duration.ofSeconds(2);

    private final SlotContext context;
    private final Slot slot;
    private final Sources sources;
    private final Pace pace;
    private final TransferProgress progress;
    private final Consumer<Optional<Set<Key>>> done;
    private final Set<Key> obsolete = new LinkedHashSet<>();
    private @Nullable Gather<CallResult> listing;
    private boolean over;

    /**
     * A transfer that has not begun.
     *
     * @param done called once: with nothing if the transfer failed, otherwise with the keys whose rows did not survive
     */
    SlotTransfer(SlotContext context, Slot slot, Sources sources, Pace pace, TransferProgress progress,
            Consumer<Optional<Set<Key>>> done) {
        this.context = context;
        this.slot = slot;
        this.sources = sources;
        this.pace = pace;
        this.progress = progress;
        this.done = done;
    }

    /**
     * The members from which a transfer takes rows.
     *
     * @param previous the configuration whose quorum decides which rows survive
     * @param question makes the question for the rows of a member behind a key
     * @param isWanted whether the transfer may still change rows: false as soon as the slot is in another state
     */
    record Sources(List<Member> members, Configuration previous, Function<@Nullable Key, Request> question,
            BooleanSupplier isWanted) {}

    /** How much of the time of the sources a transfer takes. */
    enum Pace {
        /** It does not rest: the slot serves no operation before the transfer is done. */
        AT_ONCE,
        /**
         * After every answer with records it rests for as long as it waited for the answer, so it adapts to the load of
         * clients (protocol.md T9).
         */
        BELOW_CLIENTS;

        /** How long to rest after a question that took this long. */
        Duration rest(Duration took) {
            return this == AT_ONCE ? Duration.ZERO : took;
        }
    }

    void start() {
        transferBehind(null);
    }

    private void transferBehind(@Nullable Key after) {
        if (!mayChangeRows()) {
            fail();
            return;
        }
        TakeoverMerge merge = new TakeoverMerge(context.self(), sources.previous());
        listing = new Gather<>(sources.members(),
                (member, ended) -> context.calls().ask(member, sources.question().apply(after), LIST_TIMEOUT, ended),
                (member, result) -> listed(member, result, merge, after), this::fail);
        listing.start();
    }

    private void listed(Member member, CallResult result, TakeoverMerge merge, @Nullable Key after) {
        page(result).flatMap(page -> merge.add(member, page)).ifPresent(merged -> {
            stopListing();
            compare(merged, after, new ArrayList<>(), indexed(merged));
        });
    }

    private void stopListing() {
        if (listing != null) {
            listing.cancel();
        }
    }

    private Optional<TakeoverPage> page(CallResult result) {
        if (!(result instanceof CallResult.Answered(Response response, _))) {
            return Optional.empty();
        }
        return switch (response) {
            case TakeoverPage page -> Optional.of(page);
            case Response.Rows(var rows, var more) when !more || !rows.isEmpty() ->
                Optional.of(new TakeoverPage(true, rows.stream().filter(row -> !row.isDamaged()).toList(),
                        rows.stream().filter(RowDigest::isDamaged).map(RowDigest::key).toList(), more));
            case Response.WrongEpoch(var newer) -> {
                context.table().learn(slot, newer);
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private static Map<Key, Winner> indexed(Merged merged) {
        Map<Key, Winner> winners = new TreeMap<>(Key.BY_ID);
        merged.winners().forEach(winner -> winners.put(winner.row().key(), winner));
        return winners;
    }

    /**
     * Compares the rows of this node in the range with the winners. The winners that remain unseen are missing on this
     * node.
     */
    private void compare(Merged merged, @Nullable Key after, List<Winner> stale, Map<Key, Winner> unseen) {
        context.rows().list(slot, after, Response.Rows.MAX_ROWS, found -> {
            if (found.isEmpty()) {
                fail();
                return;
            }
            Listing own = found.get();
            own.items().stream().filter(item -> merged.covers(item.key()))
                    .forEach(item -> compare(item, unseen.remove(item.key()), stale));
            own.damaged().stream().filter(key -> merged.covers(key) && !unseen.containsKey(key))
                    .forEach(obsolete::add);
            if (own.more() && merged.covers(own.last())) {
                compare(merged, own.last(), stale, unseen);
            } else {
                stale.addAll(unseen.values());
                fetch(stale, merged.upTo());
            }
        });
    }

    private void compare(Listing.Item own, @Nullable Winner winner, List<Winner> stale) {
        if (winner == null) {
            obsolete.add(own.key());
            return;
        }
        Ballot held = own.record().accepted();
        Ballot wanted = winner.row().accepted();
        if (held.isBelow(wanted) || (!held.equals(wanted) && !isSource())) {
            stale.add(winner);
        }
    }

    private void fetch(List<Winner> missing, @Nullable Key upTo) {
        SlotEpoch where = new SlotEpoch(slot, sources.previous().epoch());
        new RowFetch(context, where, missing, pace, this::store, progress).start(complete -> {
            if (!complete) {
                fail();
            } else if (upTo != null) {
                transferBehind(upTo);
            } else {
                end(Optional.of(obsolete));
            }
        });
    }

    private void store(Key key, StoredRecord record, Runnable stored) {
        context.rows().load(slot, key, row -> {
            boolean isBehind = row.isDamaged()
                    || row.record().filter(held -> !held.accepted().isBelow(record.accepted())).isEmpty();
            if (mayChangeRows() && (isBehind || !isSource())) {
                context.rows().store(row, record, () -> {});
            }
            stored.run();
        });
    }

    /** Whether other next members may take over from the rows of this node. */
    private boolean isSource() {
        return sources.previous().contains(context.self());
    }

    private boolean mayChangeRows() {
        return !over && sources.isWanted().getAsBoolean();
    }

    private void fail() {
        end(Optional.empty());
    }

    private void end(Optional<Set<Key>> outcome) {
        if (!over) {
            over = true;
            stopListing();
            done.accept(outcome);
        }
    }
}
