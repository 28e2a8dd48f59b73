package io.kadmos.dht.register.gateway;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.message.Request.ListRows;
import io.kadmos.dht.quorum.Fanout;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.register.ListOutcome;
import io.kadmos.dht.register.NotApplied;
import io.kadmos.dht.register.gateway.QuorumListing.Step;
import io.kadmos.dht.rpc.CallResult;

/**
 * Lists keys of a slot from a quorum of one configuration, round after round until one succeeds or the deadline passes
 * (protocol.md R17). It calls its listener once. Event loop only.
 */
final class ListRun {

    private final GatewayContext gateway;
    private final Slot slot;
    private final @Nullable Key after;
    private final Deadline deadline;
    private final Consumer<ListOutcome> done;
    private final Backoff backoff;

    ListRun(GatewayContext gateway, Slot slot, @Nullable Key after, Deadline deadline, Consumer<ListOutcome> done) {
        this.gateway = gateway;
        this.slot = slot;
        this.after = after;
        this.deadline = deadline;
        this.done = done;
        this.backoff = new Backoff(gateway.random());
    }

    void start() {
        Optional<Configuration> configuration = gateway.slots().configuration(slot);
        if (configuration.isEmpty()) {
            done.accept(new NotApplied(NotApplied.Reason.NO_CONFIGURATION));
        } else if (deadline.hasPassed()) {
            done.accept(new NotApplied(NotApplied.Reason.NO_QUORUM));
        } else {
            new Round(configuration.get()).start();
        }
    }

    /** One round: one question to a quorum. */
    private final class Round {

        private final Configuration configuration;
        private final List<Member> members;
        private final QuorumListing listing;
        private final Fanout fanout;

        Round(Configuration configuration) {
            this.configuration = configuration;
            this.members = gateway.members().nearestFirst(configuration);
            this.listing = new QuorumListing(configuration);
            ListRows question = new ListRows(new SlotEpoch(slot, configuration.epoch()), after);
            this.fanout = new Fanout(members,
                    (member, ended) -> gateway.members().ask(member, question, deadline.call(), ended),
                    this::ended, () -> {});
        }

        void start() {
            int quorum = configuration.quorum();
            fanout.start(quorum, gateway.loop(),
                    gateway.members().hedgeDelay(members.subList(0, quorum), deadline));
        }

        private void ended(Member member, CallResult result) {
            Step step = result instanceof CallResult.Answered(var response, _)
                    ? listing.answered(member, response)
                    : listing.failed(member);
            if (!(step instanceof Step.Wait)) {
                fanout.cancel();
            }
            switch (step) {
                case Step.Wait() -> {}
                case Step.Complete(var page) -> done.accept(page);
                case Step.Moved(var newer) -> {
                    gateway.slots().learn(slot, newer);
                    ListRun.this.start();
                }
                case Step.Impossible() -> {
                    gateway.locator().accept(slot);
                    gateway.loop().schedule(backoff.next(deadline.remaining()), ListRun.this::start);
                }
            }
        }
    }
}
