package io.kadmos.dht.register.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.kadmos.dht.message.Response;
import io.kadmos.dht.quorum.Votes;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Succession;

/**
 * The one round trip of a read: whether a quorum holds the same. If a quorum holds the greatest accepted ballot of the
 * present epoch, or nothing, that is the answer. In every other case an identity round has to decide (protocol.md R8,
 * R9). Pure: it takes the answers of members and returns what follows. Event loop only.
 */
final class QuorumRead {

    private final Configuration configuration;
    private final Map<Member, Held> held = new LinkedHashMap<>();
    private final Votes answers;

    QuorumRead(Configuration configuration) {
        this.configuration = configuration;
        this.answers = Votes.of(configuration);
    }

    /** What follows from the answers so far. */
    sealed interface Step {

        /** The read needs more answers. */
        record Wait() implements Step {}

        /**
         * A quorum agrees.
         *
         * @param held what the quorum holds; the body may be missing
         * @param holders the members that hold it, body included
         */
        record Agreed(Held held, Set<Member> holders) implements Step {}

        /** The answers of a quorum do not agree, or no quorum answers. */
        record Disagreement() implements Step {}

        /** The slot has a newer configuration. */
        record Moved(Succession newer) implements Step {}
    }

    Step answered(Member member, Response response) {
        return switch (response) {
            case Response.Current(var outline, var body) -> {
                if (answers.grant(member)) {
                    held.put(member, new Held(outline, body));
                }
                yield step();
            }
            case Response.WrongEpoch(var newer) when newer.isAfter(configuration.epoch()) -> new Step.Moved(newer);
            default -> failed(member);
        };
    }

    Step failed(Member member) {
        answers.deny(member);
        return step();
    }

    /** Whether a quorum has answered, alike or not. */
    boolean hasQuorum() {
        return answers.isWon();
    }

    private Step step() {
        int epoch = configuration.epoch();
        Optional<Held> newest = held.values().stream().reduce((a, b) -> Held.newer(a, b, epoch));
        if (newest.isEmpty()) {
            return answers.open() > 0 ? new Step.Wait() : new Step.Disagreement();
        }
        Votes alike = alike(newest.get().accepted(epoch));
        if (alike.isWon()) {
            return new Step.Agreed(newest.get(), alike.granting());
        }
        boolean mayAgree = answers.open() > 0 && (!hasQuorum() || !alike.isLost());
        return mayAgree ? new Step.Wait() : new Step.Disagreement();
    }

    /**
     * The votes for the greatest ballot. A member that holds something else votes against it, and so does a member
     * whose question failed. A member that has not answered yet has no vote. A ballot of an older epoch gets no vote,
     * however many members hold it (protocol.md R9).
     */
    private Votes alike(Ballot greatest) {
        return answers.narrowed(member -> greatest.epoch() == configuration.epoch() && holds(member, greatest));
    }

    private boolean holds(Member member, Ballot accepted) {
        Held each = held.get(member);
        return each != null && each.accepted(configuration.epoch()).equals(accepted);
    }
}
