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
 * Has tombstones accepted in place of expired values that no client has asked for since (protocol.md G5, G6). The
 * nearest member of a slot sweeps an expired value; each further member begins 30 s later than the one before it. One
 * sweep handles 64 values at most. A failed sweep of a value is repeated by the next sweep. Event loop only.
 */
public final class ExpirySweeper {

    /** How many values one sweep handles at most. */
    private static final int BATCH = 64;
    /** How much later a member begins than the member before it. */
    private static final Duration TURN = Duration.ofSeconds(30);
    private static final Call CALL = Call.within(Duration.ofSeconds(2));

    private final Member self;
    private final SlotTable slots;
    private final Rows rows;
    private final RegisterClient registers;
    private final EventLoop loop;
    private final Duration interval;
    private final BooleanSupplier clockIsTrusted;

    /** A sweeper that sweeps every {@code interval}, while this node trusts its clock. */
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

    /** Begins to sweep, until the loop ends. */
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
