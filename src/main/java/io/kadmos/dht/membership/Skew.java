package io.kadmos.dht.membership;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How far this node's time of day is from the median of the nodes it knows, itself included. Nothing's safety rests on
 * it: only expiry and fairness do.
 *
 * @param offset positive where this clock is ahead
 */
public record Skew(Duration offset, Level level) {

    /** From here on an operator should look. */
    public static final Duration ALARM = Duration.ofMillis(500);
    /** From here on the node takes no writes that expire and expires nothing. */
    public static final Duration UNREADY = Duration.ofSeconds(10);
    /** Between two nodes nobody can tell whose clock is wrong. */
    public static final int MIN_NODES = 3;

    private static final Skew NONE = new Skew(Duration.ZERO, Level.FINE);

    /** How bad it is. */
    public enum Level {
        FINE, ALARM, UNREADY
    }

    /** Whether this node's clock may decide about what expires. */
    public boolean isTrusted() {
        return level != Level.UNREADY;
    }

    /** From the milliseconds by which the other nodes' clocks are ahead of this one. */
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
