package io.kadmos.dht.register.gateway;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.kadmos.dht.message.Response;
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
    private final Set<Member> silent = new LinkedHashSet<>();

    QuorumRead(Configuration configuration) {
        this.configuration = configuration;
    }

    /** What follows from the answers so far. */
    sealed interface Step {

        /** Not enough is known yet. */
        record Wait() implements Step {}

        /** The quorum agrees. The body may be missing; then these members have it. */
        record Agreed(Held held, Set<Member> holders) implements Step {}

        /** Enough answered, but not the same, or too few can answer: run a round that settles it. */
        record Unsettled() implements Step {}

        /** The slot has a newer configuration. */
        record Moved(Succession newer) implements Step {}
    }

    Step answered(Member member, Response response) {
        return switch (response) {
            case Response.Current(var outline, var body) -> {
                held.put(member, new Held(outline, body));
                yield step();
            }
            case Response.WrongEpoch(var newer) when newer.epoch() > configuration.epoch() -> new Step.Moved(newer);
            default -> failed(member);
        };
    }

    Step failed(Member member) {
        silent.add(member);
        return step();
    }

    /** Whether a quorum answered, though not alike. */
    boolean hasQuorum() {
        return held.size() >= configuration.quorum();
    }

    private Step step() {
        int epoch = configuration.epoch();
        Optional<Held> newest = held.values().stream().reduce((a, b) -> Held.newer(a, b, epoch));
        if (newest.isPresent()) {
            Ballot greatest = newest.get().accepted(epoch);
            Set<Member> holders = holders(greatest);
            if (holders.size() >= configuration.quorum() && greatest.epoch() == epoch) {
                return new Step.Agreed(newest.get(), holders);
            }
        }
        return mayStillAgree(newest) ? new Step.Wait() : new Step.Unsettled();
    }

    /**
     * Whether a quorum can come to agree once everybody has answered. A ballot of an older epoch proves nothing,
     * however many hold it, and whoever is silent may be so until the deadline.
     */
    private boolean mayStillAgree(Optional<Held> newest) {
        int open = configuration.members().size() - held.size() - silent.size();
        int epoch = configuration.epoch();
        int alike = newest.map(each -> each.accepted(epoch)).filter(greatest -> greatest.epoch() == epoch)
                .map(greatest -> holders(greatest).size()).orElse(0);
        return open > 0 && (!hasQuorum() || alike + open >= configuration.quorum());
    }

    private Set<Member> holders(Ballot accepted) {
        Set<Member> holders = new LinkedHashSet<>();
        held.forEach((member, each) -> {
            if (each.accepted(configuration.epoch()).equals(accepted)) {
                holders.add(member);
            }
        });
        return holders;
    }
}
