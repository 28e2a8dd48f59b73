package io.kadmos.dht.register.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.message.Response.Rows;
import io.kadmos.dht.message.RowDigest;
import io.kadmos.dht.quorum.Votes;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Succession;
import io.kadmos.dht.register.KeyPage;

/**
 * Which keys does a quorum hold, all of them together? Pure; it is told what the members answered. An acknowledged
 * write is durable at a majority, so that every other majority has a member that lists its key.
 */
final class QuorumListing {

    private final Configuration configuration;
    private final List<Rows> listed = new ArrayList<>();
    private final Votes votes;

    QuorumListing(Configuration configuration) {
        this.configuration = configuration;
        this.votes = Votes.of(configuration);
    }

    /** What follows from the answers so far. */
    sealed interface Step {

        /** Not enough is known yet. */
        record Wait() implements Step {}

        /** A quorum has listed its rows. */
        record Complete(KeyPage page) implements Step {}

        /** Too few can answer. */
        record Impossible() implements Step {}

        /** The slot has a newer configuration. */
        record Moved(Succession newer) implements Step {}
    }

    Step answered(Member member, Response response) {
        return switch (response) {
            case Rows(var rows, var more) when more && rows.isEmpty() -> failed(member);
            case Rows rows -> {
                if (votes.grant(member)) {
                    listed.add(rows);
                }
                yield step();
            }
            case Response.WrongEpoch(var newer) when newer.epoch() > configuration.epoch() -> new Step.Moved(newer);
            default -> failed(member);
        };
    }

    Step failed(Member member) {
        votes.deny(member);
        return step();
    }

    private Step step() {
        return switch (votes.outcome()) {
            case WON -> new Step.Complete(union());
            case PENDING -> new Step.Wait();
            case LOST -> new Step.Impossible();
        };
    }

    /** Whoever has more to tell has told everything up to its last key; behind the first such key, something lacks. */
    private KeyPage union() {
        TreeSet<Key> keys = new TreeSet<>(Key.BY_ID);
        listed.forEach(rows -> rows.rows().stream().map(RowDigest::key).forEach(keys::add));
        Optional<Key> bound = listed.stream().filter(Rows::more)
                .map(rows -> rows.rows().getLast().key()).min(Key.BY_ID);
        return bound.map(last -> new KeyPage(List.copyOf(keys.headSet(last, true)), true))
                .orElseGet(() -> new KeyPage(List.copyOf(keys), false));
    }
}
