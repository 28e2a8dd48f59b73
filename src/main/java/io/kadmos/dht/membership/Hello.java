package io.kadmos.dht.membership;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Introduction;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.message.Response.Disagrees.Cause;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.rpc.CallResult;

/**
 * Sends and answers greetings (protocol.md W12). The answer to a greeting proves an address, because the question was
 * sent there. A greeting of another node proves nothing, so this node greets it back. A known name with another disk
 * takes the place of the old disk only when the old one does not answer any more. At most {@link #MAX_GREETINGS}
 * greetings are under way. More are dropped; this node greets again at the next occasion.
 */
final class Hello {

    static final int MAX_GREETINGS = 128;

    private static final Logger LOG = LoggerFactory.getLogger(Hello.class);

    private final LocalNode self;
    private final Supplier<Introduction> introduction;
    private final AddressBook book;
    private final MembershipContext context;
    private final Duration timeout;
    private final Consumer<Meeting> met;
    /** The set is never iterated, so its order does not matter. */
    private final Set<Contact> underWay = new HashSet<>();

    Hello(LocalNode self, Supplier<Introduction> introduction, AddressBook book, MembershipContext context,
            Duration timeout,
            Consumer<Meeting> met) {
        this.self = self;
        this.introduction = introduction;
        this.book = book;
        this.context = context;
        this.timeout = timeout;
        this.met = met;
    }

    /** Greets a node at an address; an unidentified one is any node at that address. */
    void greet(Contact to) {
        if (to.id().equals(self.id()) || underWay.size() >= MAX_GREETINGS || !underWay.add(to)) {
            return;
        }
        context.caller().call(to, new Request.Hello(introduction.get()), Call.within(timeout), result -> {
            underWay.remove(to);
            answered(to, result);
        });
    }

    /** Answers the greeting of another node. */
    void answer(Request.Hello request, Contact caller, Consumer<Response> answer) {
        Introduction theirs = request.introduction();
        if (!self.idOf(theirs.nodeName()).equals(caller.id())) {
            answer.accept(new Response.Disagrees("node id " + caller.id() + " is not that of the name "
                    + theirs.nodeName() + " in cluster " + self.clusterName()));
        } else if (caller.id().equals(self.id())) {
            answer.accept(theirs.disk().equals(self.disk()) ? welcome() : nameTaken(theirs.nodeName(), self.disk()));
        } else if (!reportsOtherCluster(theirs)) {
            greetedBy(new Contact(caller.id(), theirs.advertised()), theirs, answer);
        } else {
            answer.accept(welcome());
        }
    }

    private void greetedBy(Contact advertised, Introduction theirs, Consumer<Response> answer) {
        Peer known = book.peer(advertised.id()).orElse(null);
        if (known != null && !known.disk().equals(theirs.disk())) {
            contest(known, advertised, answer);
            return;
        }
        answer.accept(welcome());
        boolean isNews = book.introduced(advertised.id(), theirs, context.now());
        if (known == null || known.isSuspect() || !known.contact().equals(advertised)
                || known.introduction().incarnation() < theirs.incarnation()) {
            greet(advertised);
        }
        if (isNews) {
            book.peer(advertised.id()).ifPresent(peer -> met.accept(new Meeting.GreetedBy(peer)));
        }
    }

    private void answered(Contact to, CallResult result) {
        if (!(result instanceof CallResult.Answered(Response response, Duration roundTrip))) {
            return;
        }
        switch (response) {
            case Response.Welcome(Introduction theirs) -> welcomed(to, theirs, roundTrip);
            case Response.Disagrees refusal -> met.accept(new Meeting.Refused(to, refusal));
            // Busy, Unsupported, or an answer that does not fit a greeting: it counts like silence.
            case Response other -> LOG.debug("greeting unanswered peer={} response={}", to, other.typeName());
        }
    }

    private void welcomed(Contact to, Introduction theirs, Duration roundTrip) {
        Contact contact = new Contact(self.idOf(theirs.nodeName()), to.endpoint());
        boolean isWhoWasAsked = !to.isIdentified() || to.id().equals(contact.id());
        if (!isWhoWasAsked) {
            LOG.debug("another node answered peer={} name={}", to, theirs.nodeName());
        } else if (contact.id().equals(self.id())) {
            met.accept(theirs.disk().equals(self.disk())
                    ? new Meeting.Ourselves(to.endpoint())
                    : new Meeting.Refused(contact, nameTaken(theirs.nodeName(), theirs.disk())));
        } else if (!reportsOtherCluster(theirs)) {
            enter(contact, theirs, roundTrip);
        }
    }

    private void enter(Contact contact, Introduction theirs, Duration roundTrip) {
        switch (book.answered(contact, theirs, context.now())) {
            case Acquaintance.New(Peer peer) -> meet(peer, true, theirs, roundTrip);
            case Acquaintance.Changed(Peer _, Peer peer) -> meet(peer, true, theirs, roundTrip);
            case Acquaintance.Same(Peer peer) -> meet(peer, false, theirs, roundTrip);
            case Acquaintance.OtherDisk(Peer known) -> contest(known, contact, _ -> {});
            case Acquaintance.Outdated(Peer known) -> LOG.debug("late answer peer={}", known.contact());
            case Acquaintance.NoRoom() -> LOG.debug("address book full peer={}", contact);
        }
    }

    private void meet(Peer peer, boolean isNews, Introduction theirs, Duration roundTrip) {
        met.accept(new Meeting.Met(peer, isNews, theirs.wallMillis(), roundTrip));
        if (isNews && !peer.contact().endpoint().equals(theirs.advertised())) {
            greet(new Contact(peer.id(), theirs.advertised()));
        }
    }

    /** Two disks claim one name. The known disk keeps it if it still answers at its known address. */
    private void contest(Peer known, Contact challenger, Consumer<Response> answer) {
        context.caller().call(known.contact(), new Request.Hello(introduction.get()), Call.within(timeout.dividedBy(2)),
                result -> {
                    if (known.disk().equals(diskOf(result))) {
                        met.accept(new Meeting.DuplicateName(known));
                        answer.accept(nameTaken(known.name(), known.disk()));
                        return;
                    }
                    book.peer(known.id()).map(Peer::disk).filter(known.disk()::equals)
                            .ifPresent(_ -> book.forget(known.id()));
                    answer.accept(welcome());
                    greet(challenger);
                });
    }

    private boolean reportsOtherCluster(Introduction theirs) {
        Id clusterId = theirs.clusterId();
        Optional<Id> ours = Optional.ofNullable(introduction.get().clusterId());
        if (clusterId == null || ours.isEmpty() || ours.get().equals(clusterId)) {
            return false;
        }
        met.accept(new Meeting.OtherCluster(theirs.nodeName(), clusterId));
        return true;
    }

    private Response welcome() {
        return new Response.Welcome(introduction.get());
    }

    private static Response.Disagrees nameTaken(String name, DiskId disk) {
        return new Response.Disagrees(Cause.NAME_TAKEN, "another living node bears the name " + name
                + ", with the disk " + disk.hex());
    }

    private static @Nullable DiskId diskOf(CallResult result) {
        return result instanceof CallResult.Answered(Response.Welcome(Introduction theirs), Duration _)
                ? theirs.disk()
                : null;
    }
}
