package io.kadmos.dht.register.gateway;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.runtime.EventLoop.Timer;

/**
 * Finds out, while a round waits for members whose answers are overdue, whether their slot has other members by now:
 * those that are asked may be gone for good. Each look-up costs the others a question, so there are few.
 */
final class Whereabouts {

    /** About as long as a node is given to answer of which nothing is known. */
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final GatewayContext gateway;
    private final SlotEpoch where;
    private final Runnable moved;
    private @Nullable Timer timer;

    /** Nothing happens before {@link #look}; {@code moved} is run at most once. */
    Whereabouts(GatewayContext gateway, SlotEpoch where, Runnable moved) {
        this.gateway = gateway;
        this.where = where;
        this.moved = moved;
    }

    /** Begins to look, in a moment. */
    void look() {
        timer = gateway.loop().schedule(INTERVAL, () -> {
            boolean isNewer = gateway.slots().configuration(where.slot())
                    .filter(known -> known.epoch() != where.epoch()).isPresent();
            if (isNewer) {
                moved.run();
            } else {
                gateway.locator().accept(where.slot());
                look();
            }
        });
    }

    /** The round has ended. */
    void cancel() {
        if (timer != null) {
            timer.cancel();
        }
    }
}
