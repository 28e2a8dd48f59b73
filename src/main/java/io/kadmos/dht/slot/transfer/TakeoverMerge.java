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
 * Merges what the members of the epoch before hand over, beginning behind a key: for every key the record with the
 * greatest accepted ballot among a quorum of them. A key that one of them does not have counts as accepted at that
 * member's floor, the implicit ballot of absence in its epoch, so that a straggler of an older epoch loses against it
 * and a deleted key stays deleted. A key that is damaged somewhere needs so many of the others that each quorum, and so
 * everything that was ever chosen, has one of them: who is sealed was active, and had all that was chosen before. One
 * member that is already active in the new epoch is enough, because it has merged a quorum before; what is damaged
 * there is taken from another one. Pure.
 */
final class TakeoverMerge {

    private final Member self;
    private final Configuration previous;
    private final Votes sealing;
    private final Map<Member, TakeoverPage> sealed = new LinkedHashMap<>();
    private final Map<Member, TakeoverPage> active = new LinkedHashMap<>();

    /**
     * A merge for a member of the next epoch. If it is one of the previous as well, what it holds itself must be part
     * of the merge, so that none of its rows can fall behind.
     */
    TakeoverMerge(Member self, Configuration previous) {
        this.self = self;
        this.previous = previous;
        this.sealing = Votes.of(previous);
    }

    /** A row that survives, and who has it. */
    record Winner(RowDigest row, Member holder) {}

    /**
     * All rows that survive up to a key.
     *
     * @param upTo the last key of the range; none if it reaches to the end of the slot
     */
    record Merged(List<Winner> winners, @Nullable Key upTo) {

        Merged {
            winners = List.copyOf(winners);
        }

        boolean covers(Key key) {
            return upTo == null || Key.BY_ID.compare(key, upTo) <= 0;
        }
    }

    /** Takes one member's page; says what all pages so far come to, if they are enough. */
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
     * @param needed how many of them have to be able to read a key
     * @param floor the epoch that absence counts for: a record that somebody lacks survives only from there on
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

    /** The key up to which a page tells everything; none if that is the end. */
    private static @Nullable Key end(TakeoverPage page) {
        return page.more() ? last(page) : null;
    }

    private static Key last(TakeoverPage page) {
        return Stream.concat(page.rows().stream().map(RowDigest::key), page.damaged().stream()).max(Key.BY_ID)
                .orElseThrow();
    }
}
