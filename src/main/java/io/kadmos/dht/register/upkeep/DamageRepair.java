package io.kadmos.dht.register.upkeep;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.register.Read;
import io.kadmos.dht.register.gateway.GatewayContext;
import io.kadmos.dht.register.gateway.RegisterClient;
import io.kadmos.dht.register.replica.ReplicaContext;
import io.kadmos.dht.runtime.EventLoop;

/**
 * Has damaged records replaced: a round that settles the key needs the promises of a quorum of the other members, and
 * then this replica takes what they agreed on. Tries again until that succeeds.
 */
public final class DamageRepair {

    /** Keys that wait at most; more damage than this is found again by the next read of the row. */
    private static final int MAX_KEYS = 1024;
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Call CALL = Call.within(Duration.ofSeconds(2));

    private final ReplicaContext replica;
    private final GatewayContext gateway;
    private final RegisterClient registers;
    private final Set<Key> damaged = new LinkedHashSet<>();

    /** Repairs this replica through a gateway of the same node. */
    public DamageRepair(ReplicaContext replica, RegisterClient registers) {
        this.replica = replica;
        this.gateway = registers.gateway();
        this.registers = registers;
    }

    /** A record was found damaged. */
    public void found(Key key) {
        if (damaged.size() < MAX_KEYS && damaged.add(key)) {
            gateway.loop().execute(() -> identityRound(key));
        }
    }

    private void identityRound(Key key) {
        gateway.clock().observe(replica.ceiling().durable());
        registers.repair(key, CALL, outcome -> {
            if (outcome instanceof Read) {
                damaged.remove(key);
            } else {
                EventLoop loop = gateway.loop();
                loop.schedule(PAUSE, () -> identityRound(key));
            }
        });
    }
}
