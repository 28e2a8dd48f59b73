package io.kadmos.dht.membership;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.kadmos.dht.id.Id;

/** By how much the clocks of other nodes are ahead of ours, from the times of day in their answers. Pure. */
final class ClockOffsets {

    /** A median of more nodes is no better. At the bound the one measured longest ago goes. */
    static final int MAX_NODES = 256;
    /** The answer may have been written at any moment of the round trip: a longer one says too little. */
    static final Duration MAX_ROUND_TRIP = Duration.ofMillis(400);

    /** Milliseconds, the one measured longest ago first. */
    private final Map<Id, Long> offsets = new LinkedHashMap<>();

    void measured(Id node, long wallMillis, Duration roundTrip, Instant receivedAt) {
        if (roundTrip.compareTo(MAX_ROUND_TRIP) > 0) {
            return;
        }
        long ours = receivedAt.minus(roundTrip.dividedBy(2)).toEpochMilli();
        offsets.remove(node);
        offsets.put(node, wallMillis - ours);
        if (offsets.size() > MAX_NODES) {
            offsets.remove(offsets.keySet().iterator().next());
        }
    }

    void forget(Id node) {
        offsets.remove(node);
    }

    Skew skew() {
        return Skew.of(List.copyOf(offsets.values()));
    }
}
