package io.kadmos.http.access;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * A token bucket for each client: so many requests a second, and as many at once after a second of silence. A bucket is
 * stored as one number, the time until which the client has used up its share (the generic cell rate algorithm). A
 * refused request uses up nothing.
 *
 * <p>Callable from any thread; threads contend only for the same client. Clients are kept in two generations of at most
 * {@value #MAX_CLIENTS} each. When the young generation is full, it becomes the old one, and the clients of the
 * previous old one are dropped: they were silent for longest. A dropped client has its whole share again, which it
 * would have after a second anyway.
 */
final class RateLimiter {

    /** The most clients of a generation; two generations take some megabytes at most. */
    static final int MAX_CLIENTS = 5_000;
    private static final long BURST_NANOS = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoClock;
    private final long nanosPerRequest;
    private final AtomicReference<Generations> generations = new AtomicReference<>(
            new Generations(new ConcurrentHashMap<>(), Map.of()));

    /** Time until which each client has used up its share. */
    private record Generations(Map<ClientNetwork, AtomicLong> young, Map<ClientNetwork, AtomicLong> old) {}

    /**
     * Allows every client so many requests a second.
     *
     * @param nanoClock as {@link System#nanoTime()}
     */
    RateLimiter(int requestsPerSecond, LongSupplier nanoClock) {
        this.nanosPerRequest = BURST_NANOS / requestsPerSecond;
        this.nanoClock = nanoClock;
    }

    /** Whether the client may make one more request now. After a refusal it may again within a second. */
    boolean admits(ClientNetwork client) {
        long now = nanoClock.getAsLong();
        long before = usedUntil(client, now)
                .getAndUpdate(until -> hasShare(until, now) ? later(until, now) + nanosPerRequest : until);
        return hasShare(before, now);
    }

    /** The number of clients that are kept. */
    int clients() {
        Generations now = generations.get();
        return now.young().size() + now.old().size();
    }

    private boolean hasShare(long until, long now) {
        return later(until, now) - now <= BURST_NANOS - nanosPerRequest;
    }

    /** The clock has an arbitrary origin and may overflow, so only differences count. */
    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    private AtomicLong usedUntil(ClientNetwork client, long now) {
        Generations current = generations.get();
        AtomicLong found = current.young().get(client);
        if (found != null) {
            return found;
        }
        if (current.young().size() >= MAX_CLIENTS) {
            generations.compareAndSet(current, new Generations(new ConcurrentHashMap<>(), current.young()));
            current = generations.get();
        }
        Map<ClientNetwork, AtomicLong> old = current.old();
        return current.young().computeIfAbsent(client, each -> {
            AtomicLong known = old.get(each);
            return known == null ? new AtomicLong(now) : known;
        });
    }
}
