package io.kadmos.dht.register;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.rpc.RpcClient;
import io.kadmos.dht.runtime.EventLoop;

/**
 * How a gateway reaches the members of a slot: wherever they live now, the near ones first. Liveness decides whom to
 * ask first; it never decides who counts.
 */
public final class Replicas {

    private final Id self;
    private final RpcClient rpc;
    private final EventLoop loop;
    private final Function<Id, Optional<Contact>> contacts;
    private final Predicate<Id> suspected;

    /** Reaches members through an address book that also knows who has gone silent. */
    public Replicas(Id self, RpcClient rpc, EventLoop loop, Function<Id, Optional<Contact>> contacts,
            Predicate<Id> suspected) {
        this.self = self;
        this.rpc = rpc;
        this.loop = loop;
        this.contacts = contacts;
        this.suspected = suspected;
    }

    /** All members: this node, then the others by round-trip time, those that have gone silent last. */
    List<Member> nearestFirst(Configuration configuration) {
        List<Member> ranked = new ArrayList<>(configuration.members());
        ranked.sort(Comparator.<Member>comparingInt(member -> rank(member.node()))
                .thenComparing(member -> rpc.expectedRoundTrip(member.node())));
        return ranked;
    }

    /** Asks a member; the result comes later, never before this returns. */
    void ask(Member member, Request request, Duration timeout, Consumer<CallResult> done) {
        Optional<Contact> contact = contacts.apply(member.node());
        if (contact.isPresent()) {
            rpc.call(contact.get(), request, timeout, done);
        } else {
            loop.execute(() -> done.accept(new CallResult.Refused("no address is known")));
        }
    }

    /** When the answers of all these members are overdue. */
    Duration hedgeDelay(List<Member> asked) {
        return asked.stream().map(member -> rpc.hedgeDelay(member.node())).max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private int rank(Id node) {
        if (node.equals(self)) {
            return 0;
        }
        return suspected.test(node) ? 2 : 1;
    }
}
