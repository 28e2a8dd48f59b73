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

/**
 * Calls to the members of a slot. A member has no address (protocol.md §2), so the call goes to the address at which
 * this node knows the member's node now. Event loop only.
 */
public final class MemberCalls {

    private final Caller rpc;
    private final EventLoop loop;
    private final Function<Id, Optional<Contact>> contacts;

    /** Calls through an address book, which also has this node itself. */
    public MemberCalls(Caller rpc, EventLoop loop, Function<Id, Optional<Contact>> contacts) {
        this.rpc = rpc;
        this.loop = loop;
        this.contacts = contacts;
    }

    /**
     * Asks a member; {@code done} runs once, within the timeout, and never before this method returns. The call is
     * refused if no address is known.
     */
    public void ask(Member member, Request request, Duration timeout, Consumer<CallResult> done) {
        ask(member, request, Call.within(timeout), done);
    }

    /**
     * Asks a member; {@code done} runs once, within the timeout of the call, and never before this method returns. The
     * call is refused if no address is known.
     */
    public void ask(Member member, Request request, Call call, Consumer<CallResult> done) {
        Optional<Contact> contact = contacts.apply(member.node());
        if (contact.isPresent()) {
            rpc.call(contact.get(), request, call, done);
        } else {
            loop.execute(() -> done.accept(new CallResult.Refused("no address is known")));
        }
    }
}
