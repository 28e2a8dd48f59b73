package io.kadmos.dht.quorum;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.rpc.Caller;
import io.kadmos.dht.runtime.EventLoop;

/** Reaches a member of a slot wherever its node lives now. */
public final class MemberCalls {

    private final Caller rpc;
    private final EventLoop loop;
    private final Function<Id, Optional<Contact>> contacts;

    /** Calls through an address book, in which this node itself is included. */
    public MemberCalls(Caller rpc, EventLoop loop, Function<Id, Optional<Contact>> contacts) {
        this.rpc = rpc;
        this.loop = loop;
        this.contacts = contacts;
    }

    /** Asks a member; the result comes later, never before this returns. */
    public void ask(Member member, Request request, Duration timeout, Consumer<CallResult> done) {
        ask(member, request, Call.within(timeout), done);
    }

    /** Asks a member; the result comes later, never before this returns. */
    public void ask(Member member, Request request, Call call, Consumer<CallResult> done) {
        Optional<Contact> contact = contacts.apply(member.node());
        if (contact.isPresent()) {
            rpc.call(contact.get(), request, call, done);
        } else {
            loop.execute(() -> done.accept(new CallResult.Refused("no address is known")));
        }
    }
}
