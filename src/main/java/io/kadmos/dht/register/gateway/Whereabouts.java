package io.kadmos.dht.register.gateway;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.runtime.EventLoop.Timer;

/**
 * Finds out whether a slot has another configuration by now, while a round waits for members whose answers are overdue.
 * These members may be gone for good. Each look-up costs other nodes a question, so the gateway looks every 250 ms
 * only. Event loop only.
 */
final class Whereabouts {

    /** About as long as a node waits for an answer of a node whose round trip it does not know. */
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final GatewayContext gateway;
    private final SlotEpoch where;
    private final Runnable moved;
    private @Nullable Timer timer;

    /** Does nothing before {@link #look}. Runs {@code moved} at most once. */
    Whereabouts(GatewayContext gateway, SlotEpoch where, Runnable moved) {
        this.gateway = gateway;
        this.where = where;
        this.moved = moved;
    }

    /** Looks after the interval, and again after each further one, until the slot has moved or the round has ended. */
    void look() {
        timer = gateway.loop().schedule(INTERVAL, () -> {
            boolean hasMoved = gateway.slots().configuration(where.slot())
                    .filter(known -> known.epoch() != where.epoch()).isPresent();
            if (hasMoved) {
                moved.run();
            } else {
                gateway.locator().accept(where.slot());
                look();
            }
        });
    }

    /** Stops looking, because the round has ended. */
    void cancel() {
        if (timer != null) {
            timer.cancel();
        }
    }
}
