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
 * Replaces damaged rows of this replica (protocol.md R15). An identity round above the promise ceiling gets the
 * promises of a quorum of the other members, and this replica then accepts the record on which they agree. A round that
 * fails is repeated after 10 s, until it succeeds. Event loop only; 1024 keys at most wait at a time.
 */
public final class DamageRepair {

    /** The bound of the waiting keys. The next read of a row finds damage above the bound again. */
    private static final int MAX_KEYS = 1024;
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Call CALL = Call.within(Duration.ofSeconds(2));

    private final ReplicaContext replica;
    private final GatewayContext gateway;
    private final RegisterClient registers;
    private final Set<Key> damaged = new LinkedHashSet<>();

    /** Repairs this replica through the gateway of the same node. */
    public DamageRepair(ReplicaContext replica, RegisterClient registers) {
        this.replica = replica;
        this.gateway = registers.gateway();
        this.registers = registers;
    }

    /** Takes note that the row of a key was found damaged. */
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
