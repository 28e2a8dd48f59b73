package io.kadmos.dht.slot.change;

import java.time.Duration;
import java.util.List;

import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.SlotSuccession;
import io.kadmos.dht.slot.SlotContext;
import io.kadmos.dht.slot.Successors;

/**
 * Waits after a decision until a quorum of the next members of each slot is active, so that a node does not begin more
 * batches than their next members can take over. Asks these members every 100 ms. Ends after five seconds in any case,
 * because some of them may be down.
 */
final class ActivationWait {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final SlotContext context;
    private final Runnable done;
    private final Duration end;
    private List<SlotSuccession> moving;

    /** Waits for what was decided. Runs {@code done} once. */
    ActivationWait(SlotContext context, List<SlotSuccession> decided, Runnable done) {
        this.context = context;
        this.moving = decided;
        this.done = done;
        this.end = context.loop().uptime().plus(PATIENCE);
    }

    void start() {
        if (moving.isEmpty() || context.loop().uptime().compareTo(end) >= 0) {
            done.run();
        } else {
            context.loop().schedule(PAUSE, this::ask);
        }
    }

    private void ask() {
        List<Member> members = moving.stream().flatMap(each -> each.succession().current().members().stream())
                .distinct().toList();
        Successors.ask(context, members, moving, asked -> {
            moving = moving.stream().filter(each -> !asked.active(each.slot()).isWon()).toList();
            start();
        });
    }
}
