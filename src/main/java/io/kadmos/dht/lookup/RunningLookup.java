package io.kadmos.dht.lookup;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.lookup.LookupTrace.Asked;
import io.kadmos.dht.lookup.LookupTrace.Outcome;
import io.kadmos.dht.lookup.Question.Reply;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.rpc.Patience;
import io.kadmos.dht.runtime.EventLoop.Timer;

/** One lookup under way: takes the steps that {@link Lookup} returns and reports the results to it. */
final class RunningLookup<F> {

    private final Lookup lookup;
    private final Question<F> question;
    private final Duration callTimeout;
    private final LookupDriver.Context context;
    private final LookupDriver.Watchers watchers;
    private final BiConsumer<LookupResult, Optional<F>> done;
    private final Duration started;

    private @Nullable F finding;
    private boolean isDone;

    RunningLookup(
            Lookup lookup,
            Question<F> question,
            Duration callTimeout,
            LookupDriver.Context context,
            LookupDriver.Watchers watchers,
            BiConsumer<LookupResult, Optional<F>> done) {
        this.lookup = lookup;
        this.question = question;
        this.callTimeout = callTimeout;
        this.context = context;
        this.watchers = watchers;
        this.done = done;
        this.started = context.loop().uptime();
    }

    /** Asks as many contacts as the lookup allows; ends when the lookup is over. */
    void advance() {
        while (!isDone) {
            switch (lookup.next()) {
                case LookupStep.Ask step -> ask(step);
                case LookupStep.Wait() -> {
                    return;
                }
                case LookupStep.Done(LookupResult result) -> {
                    isDone = true;
                    done.accept(result, Optional.ofNullable(finding));
                }
            }
        }
    }

    private void ask(LookupStep.Ask step) {
        Contact contact = step.contact();
        Duration asked = elapsed();
        Watch watch = new Watch(contact.id());
        boolean isAtTarget = step.point().equals(question.target());
        Request request = isAtTarget ? question.request() : new Request.FindNode(step.point());
        context.caller().call(contact, request, Call.within(callTimeout), result -> {
            watch.end();
            Optional<Reply<F>> reply = take(contact, result, isAtTarget ? question::read : RunningLookup::readNodes);
            Outcome outcome = outcome(result, reply);
            List<Contact> named = reply.map(Reply::named).orElse(List.of());
            watchers.trace()
                    .ended(new Asked(
                            step.hop(),
                            contact,
                            asked,
                            elapsed().minus(asked),
                            outcome,
                            named.stream().map(Contact::id).toList()));
            advance();
        });
    }

    private Optional<Reply<F>> take(
            Contact contact, CallResult result, Function<Response, Optional<Reply<F>>> reader) {
        Optional<Reply<F>> reply = switch (result) {
            case CallResult.Answered(Response response, Duration _) -> {
                watchers.observer().answered(contact);
                yield reader.apply(response);
            }
            case CallResult.TimedOut() -> {
                watchers.observer().silent(contact);
                yield Optional.empty();
            }
            case CallResult.Refused(String _) -> Optional.empty();
        };
        reply.ifPresentOrElse(useful -> use(contact, useful), () -> lookup.failed(contact.id()));
        return reply;
    }

    private static <F> Optional<Reply<F>> readNodes(Response response) {
        return response instanceof Response.Nodes(var closest)
                ? Optional.of(new Reply<>(closest, null))
                : Optional.empty();
    }

    private void use(Contact contact, Reply<F> reply) {
        watchers.observer().named(reply.named());
        lookup.answered(contact.id(), reply.named());
        F found = reply.finding();
        if (found != null) {
            finding = finding == null ? found : question.better(finding, found);
            lookup.found();
        }
    }

    private Duration elapsed() {
        return context.loop().uptime().minus(started);
    }

    private static Outcome outcome(CallResult result, Optional<?> reply) {
        if (reply.isPresent()) {
            return Outcome.ANSWERED;
        }
        return result instanceof CallResult.TimedOut ? Outcome.TIMED_OUT : Outcome.REFUSED;
    }

    /**
     * Reports to the lookup that one contact is overdue, and later that it is given up. The call itself continues,
     * because its end tells the observer whether the contact is alive.
     */
    private final class Watch {

        private final Id id;
        private Timer timer;

        private Watch(Id id) {
            this.id = id;
            Patience patience = context.patience().apply(id);
            Duration rest = patience.hopeless().minus(patience.overdue());
            timer = context.loop().schedule(patience.overdue(), () -> overdue(rest));
        }

        private void overdue(Duration rest) {
            timer = context.loop().schedule(rest, this::giveUp);
            lookup.overdue(id);
            advance();
        }

        private void giveUp() {
            lookup.givenUp(id);
            advance();
        }

        private void end() {
            timer.cancel();
        }
    }
}
