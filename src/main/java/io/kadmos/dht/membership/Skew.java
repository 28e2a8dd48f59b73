package io.kadmos.dht.membership;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How far this node's time of day is from the median of the nodes it knows, itself included. No promise of the protocol
 * depends on clocks (protocol.md §1). They decide how exact expiry is, and how fairly gateways share a key. An
 * immutable value, safe on any thread.
 *
 * @param offset positive if this node's clock is ahead
 */
public record Skew(Duration offset, Level level) {

    /** From this distance on, an operator should check the clocks. */
    public static final Duration ALARM = Duration.ofMillis(500);
    /** Above this distance, the node takes no writes that expire, and expires nothing (protocol.md G6). */
    public static final Duration UNREADY = Duration.ofSeconds(10);
    /** How many nodes a skew needs, this node included: of two clocks, no node can tell which one is wrong. */
    public static final int MIN_NODES = 3;

    private static final Skew NONE = new Skew(Duration.ZERO, Level.FINE);

    /** How far the clock is from the median. */
    public enum Level {
        FINE, ALARM, UNREADY
    }

    /** Whether this node's clock may decide about what expires. */
    public boolean isTrusted() {
        return level != Level.UNREADY;
    }

    /** The skew that follows from how many milliseconds each other node's clock is ahead of this one. */
    static Skew of(List<Long> offsetsMillis) {
        if (offsetsMillis.size() + 1 < MIN_NODES) {
            return NONE;
        }
        List<Long> sorted = Stream.concat(Stream.of(0L), offsetsMillis.stream())
                .sorted().toList();
        long median = (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
        Duration own = Duration.ofMillis(-median);
        return new Skew(own, level(own.abs()));
    }

    private static Level level(Duration distance) {
        if (distance.compareTo(UNREADY) > 0) {
            return Level.UNREADY;
        }
        return distance.compareTo(ALARM) >= 0 ? Level.ALARM : Level.FINE;
    }
}
