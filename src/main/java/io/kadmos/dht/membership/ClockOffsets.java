package io.kadmos.dht.membership;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.kadmos.dht.id.Id;

/**
 * How far the clocks of other nodes are ahead of this node's, by the times of day in their answers. It keeps the newest
 * measurement of {@link #MAX_NODES} nodes. Pure.
 */
final class ClockOffsets {

    /** More nodes make the median no better. When there are more, the oldest measurement is dropped. */
    static final int MAX_NODES = 256;
    /** The other node may write its answer at any moment of the round trip, so a longer one is too inexact. */
    static final Duration MAX_ROUND_TRIP = Duration.ofMillis(400);

    /** In milliseconds, by node; the oldest measurement comes first. */
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
