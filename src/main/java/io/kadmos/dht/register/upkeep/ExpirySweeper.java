package io.kadmos.dht.register.upkeep;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.register.gateway.RegisterClient;
import io.kadmos.dht.register.replica.ReplicaContext;
import io.kadmos.dht.runtime.EventLoop;
import io.kadmos.dht.slot.SlotTable;
import io.kadmos.dht.storage.Rows;

/**
 * Sets the tombstones of values whose time is over and that nobody has asked for since. The nearest member of a slot
 * does it; the next one takes over if nothing has happened for a while, and so on.
 */
public final class ExpirySweeper {

    /** How many values one sweep removes at most. */
    private static final int BATCH = 64;
    /** How much later than the member before it a member begins. */
    private static final Duration TURN = Duration.ofSeconds(30);
    private static final Call CALL = Call.within(Duration.ofSeconds(2));

    private final Member self;
    private final SlotTable slots;
    private final Rows rows;
    private final RegisterClient registers;
    private final EventLoop loop;
    private final Duration interval;
    private final BooleanSupplier clockIsTrusted;

    /** A sweeper that runs every {@code interval}, as long as this node's clock can be trusted. */
    public ExpirySweeper(ReplicaContext replica, RegisterClient registers, EventLoop loop, Duration interval,
            BooleanSupplier clockIsTrusted) {
        this.self = replica.self();
        this.slots = replica.slots();
        this.rows = replica.rows();
        this.registers = registers;
        this.loop = loop;
        this.interval = interval;
        this.clockIsTrusted = clockIsTrusted;
    }

    /** Begins; ends with the loop. */
    public void start() {
        loop.schedule(interval, this::sweep);
    }

    private void sweep() {
        if (clockIsTrusted.getAsBoolean()) {
            Instant now = loop.wallTime();
            rows.expired(now.toEpochMilli(), BATCH, expired -> {
                if (isMyTurn(expired, now)) {
                    registers.repair(expired.key(), CALL, outcome -> {});
                }
            });
        }
        start();
    }

    private boolean isMyTurn(Rows.Expired expired, Instant now) {
        Optional<Configuration> configuration = slots.configuration(expired.slot());
        int rank = configuration.map(known -> known.members().indexOf(self)).orElse(-1);
        return rank >= 0 && now.toEpochMilli() - expired.endedAtMillis() >= rank * TURN.toMillis();
    }
}
