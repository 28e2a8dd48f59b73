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
 * The one round trip of a read: does a quorum hold the same? Pure; it is told what the members answered and says what
 * follows. A quorum that agrees on the greatest accepted ballot of the current epoch, or on nothing at all, proves the
 * value chosen; anything else needs a round of CASPaxos that changes nothing.
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

        /** Not enough is known yet. */
        record Wait() implements Step {}

        /** The quorum agrees. The body may be missing; then these members have it. */
        record Agreed(Held held, Set<Member> holders) implements Step {}

        /** The answers of a quorum do not agree, or no quorum answers: an identity round has to decide. */
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
            case Response.WrongEpoch(var newer) when newer.epoch() > configuration.epoch() -> new Step.Moved(newer);
            default -> failed(member);
        };
    }

    Step failed(Member member) {
        answers.deny(member);
        return step();
    }

    /** Whether a quorum answered, though not alike. */
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
     * The votes for the greatest ballot. A member that holds something else votes against it, and so does a silent one,
     * which may be so until the deadline. A ballot of an older epoch proves nothing, however many hold it.
     */
    private Votes alike(Ballot greatest) {
        return answers.narrowed(member -> greatest.epoch() == configuration.epoch() && holds(member, greatest));
    }

    private boolean holds(Member member, Ballot accepted) {
        Held each = held.get(member);
        return each != null && each.accepted(configuration.epoch()).equals(accepted);
    }
}
