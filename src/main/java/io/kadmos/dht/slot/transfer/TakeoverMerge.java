package io.kadmos.dht.slot.transfer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.message.Response.TakeoverPage;
import io.kadmos.dht.message.RowDigest;
import io.kadmos.dht.quorum.Votes;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;

/**
 * Merges the pages that members hand over behind a key. For every key the record with the greatest accepted ballot
 * survives. Pages of sealed members are enough when a quorum of the previous epoch has handed them over. The page of
 * one member that is active in the new epoch is enough too, because that member has merged a quorum before
 * (protocol.md T1).
 *
 * <p>A key that a sealed member lacks counts as accepted there at the floor of that epoch, the implicit ballot of
 * absence. So a straggler of an older epoch loses, and a deleted key stays deleted (protocol.md T3).
 *
 * <p>A key that is damaged on some sealed pages needs so many readable ones that every quorum has one of their members.
 * A key that is damaged at an active member is taken from the page of another one (protocol.md T4). Pure.
 */
final class TakeoverMerge {

    private final Member self;
    private final Configuration previous;
    private final Votes sealing;
    private final Map<Member, TakeoverPage> sealed = new LinkedHashMap<>();
    private final Map<Member, TakeoverPage> active = new LinkedHashMap<>();

    /**
     * A merge for a member of the next epoch. If it was a member of the previous epoch too, the merge of sealed pages
     * waits for its own page, so that none of its rows falls behind (protocol.md T2).
     */
    TakeoverMerge(Member self, Configuration previous) {
        this.self = self;
        this.previous = previous;
        this.sealing = Votes.of(previous);
    }

    /** A row that survives, and the member that has it. */
    record Winner(RowDigest row, Member holder) {}

    /**
     * All rows of a range that survive.
     *
     * @param upTo the last key of the range; null if it reaches to the end of the slot
     */
    record Merged(List<Winner> winners, @Nullable Key upTo) {

        Merged {
            winners = List.copyOf(winners);
        }

        boolean covers(Key key) {
            return upTo == null || Key.BY_ID.compare(key, upTo) <= 0;
        }
    }

    /** Takes the page of one member. Returns the merge of all pages so far, if they are enough. */
    Optional<Merged> add(Member member, TakeoverPage page) {
        if (page.active()) {
            active.put(member, page);
            return merged(active, 1, 0);
        }
        if (sealing.grant(member)) {
            sealed.put(member, page);
        }
        boolean lacksOwn = previous.contains(self) && !sealing.hasGranted(self);
        return !sealing.isWon() || lacksOwn
                ? Optional.empty()
                : merged(sealed, previous.members().size() - previous.quorum() + 1, previous.epoch());
    }

    /**
     * Merges pages.
     *
     * @param needed how many of them must be able to read a key
     * @param floor the epoch for which absence counts: a record that a page lacks survives only if it is not older
     */
    Optional<Merged> merged(Map<Member, TakeoverPage> pages, int needed, int floor) {
        Key upTo = pages.values().stream().map(TakeoverMerge::end).filter(Objects::nonNull).min(Key.BY_ID).orElse(null);
        Merged range = new Merged(List.of(), upTo);
        Map<Key, List<Winner>> candidates = new TreeMap<>(Key.BY_ID);
        List<Member> members = List.copyOf(pages.keySet());
        Map<Key, Votes> readers = new HashMap<>();
        pages.forEach((member, page) -> {
            page.rows().stream().filter(row -> range.covers(row.key())).forEach(row -> candidates
                    .computeIfAbsent(row.key(), _ -> new ArrayList<>()).add(new Winner(row, member)));
            page.damaged().stream().filter(range::covers)
                    .forEach(key -> readers.computeIfAbsent(key, _ -> Votes.of(members, needed)).deny(member));
        });
        if (readers.values().stream().anyMatch(Votes::isLost)) {
            return Optional.empty();
        }
        List<Winner> winners = new ArrayList<>();
        candidates.forEach((key, held) -> {
            Votes able = readers.get(key);
            boolean isMissingSomewhere = held.size() < (able == null ? pages.size() : able.possible());
            Winner best = best(held);
            if (!isMissingSomewhere || Integer.compareUnsigned(best.row().accepted().epoch(), floor) >= 0) {
                winners.add(best);
            }
        });
        return Optional.of(new Merged(winners, upTo));
    }

    private Winner best(List<Winner> held) {
        Comparator<Winner> byBallot = Comparator.comparing(winner -> winner.row().accepted());
        return held.stream().max(byBallot.thenComparing(winner -> winner.holder().equals(self))).orElseThrow();
    }

    /** The last key that a page covers; null if it reaches to the end of the slot. */
    private static @Nullable Key end(TakeoverPage page) {
        return page.more() ? last(page) : null;
    }

    private static Key last(TakeoverPage page) {
        return Stream.concat(page.rows().stream().map(RowDigest::key), page.damaged().stream()).max(Key.BY_ID)
                .orElseThrow();
    }
}
