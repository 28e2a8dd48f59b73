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
 * The union of the keys that a quorum of members lists. An acknowledged write is durable on a quorum, and every other
 * quorum shares a member with it, which lists the key (protocol.md R17). Pure: it takes the answers of members and
 * returns what follows. Event loop only.
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

        /** The listing needs more answers. */
        record Wait() implements Step {}

        /** A quorum has listed its rows. */
        record Complete(KeyPage page) implements Step {}

        /** No quorum can answer any more. */
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
            case Response.WrongEpoch(var newer) when newer.isAfter(configuration.epoch()) -> new Step.Moved(newer);
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

    /**
     * The union, cut at the first key behind which a member has more. A member with more rows has listed all of its
     * rows up to its last listed key, so behind that key the union may lack keys.
     */
    private KeyPage union() {
        TreeSet<Key> keys = new TreeSet<>(Key.BY_ID);
        listed.forEach(rows -> rows.rows().stream().map(RowDigest::key).forEach(keys::add));
        Optional<Key> bound = listed.stream().filter(Rows::more)
                .map(rows -> rows.rows().getLast().key()).min(Key.BY_ID);
        return bound.map(last -> new KeyPage(List.copyOf(keys.headSet(last, true)), true))
                .orElseGet(() -> new KeyPage(List.copyOf(keys), false));
    }
}
