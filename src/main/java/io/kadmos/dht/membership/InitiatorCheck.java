package io.kadmos.dht.membership;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.message.Introduction;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.rpc.CallResult;

/**
 * Asks the initiator for its disk (protocol.md F6). A lost disk answers no question, however late its earlier messages
 * arrive. One question at a time is under way.
 */
final class InitiatorCheck {

    private final MembershipContext context;
    private final Supplier<Introduction> introduction;
    private final Duration timeout;
    private boolean isUnderWay;

    InitiatorCheck(MembershipContext context, Supplier<Introduction> introduction, Duration timeout) {
        this.context = context;
        this.introduction = introduction;
        this.timeout = timeout;
    }

    /** Asks the initiator, unless a question is under way, and tells the disk that it names. Silence is not told. */
    void ask(Contact initiator, Consumer<DiskId> told) {
        if (isUnderWay) {
            return;
        }
        isUnderWay = true;
        context.caller().call(initiator, new Request.Hello(introduction.get()), Call.within(timeout), result -> {
            isUnderWay = false;
            if (result instanceof CallResult.Answered(Response.Welcome(Introduction theirs), Duration _)) {
                told.accept(theirs.disk());
            }
        });
    }
}
