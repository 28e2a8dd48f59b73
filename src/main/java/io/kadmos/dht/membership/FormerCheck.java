package io.kadmos.dht.membership;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.message.Introduction;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.rpc.CallResult;

/** Asks the former which disk it has: a disk that is lost answers nothing any more, however late its messages come. */
final class FormerCheck {

    private final Surroundings around;
    private final Supplier<Introduction> introduction;
    private final Duration timeout;
    private boolean isUnderWay;

    FormerCheck(Surroundings around, Supplier<Introduction> introduction, Duration timeout) {
        this.around = around;
        this.introduction = introduction;
        this.timeout = timeout;
    }

    /** Asks, unless an answer is still awaited, and tells what the former answers, if it does. */
    void ask(Contact former, Consumer<DiskId> told) {
        if (isUnderWay) {
            return;
        }
        isUnderWay = true;
        around.caller().call(former, new Request.Hello(introduction.get()), timeout, result -> {
            isUnderWay = false;
            if (result instanceof CallResult.Answered(Response.Welcome(Introduction theirs), Duration _)) {
                told.accept(theirs.disk());
            }
        });
    }
}
