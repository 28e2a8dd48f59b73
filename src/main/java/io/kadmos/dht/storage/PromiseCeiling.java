package io.kadmos.dht.storage;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;

import io.kadmos.dht.record.HybridClock;
import io.kadmos.dht.runtime.EventLoop;

/**
 * Lets a node keep promises in memory only (protocol.md R3). The node promises and accepts nothing above a clock
 * reading T, and T is durable. Because ballots are ordered by time, one small write every few seconds suffices; this
 * saves a sync in the first phase of every write. After a start, every register of every epoch counts as promised up to
 * the T of before.
 *
 * <p>A request that needs a reading above T waits for the next T. The number of waiting requests is bounded by the
 * number of requests that the node serves at a time. Event loop only.
 */
public final class PromiseCeiling {

    /** How far ahead of the present T is set, so that it is seldom written. */
    static final Duration LEAD = Duration.ofSeconds(4);

    private final NodeFacts facts;
    private final EventLoop loop;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private long durable;
    private boolean rising;

    private record Waiting(long hlc, Runnable action) {}

    /** A ceiling that begins where the last start left it. The facts must be loaded. */
    public PromiseCeiling(NodeFacts facts, EventLoop loop) {
        this.facts = facts;
        this.loop = loop;
        this.durable = facts.promiseCeiling();
    }

    /** Runs an action as soon as the durable ceiling covers a clock reading, which is nearly always at once. */
    public void cover(long hlc, Runnable action) {
        if (hlc <= durable) {
            action.run();
        } else {
            waiting.add(new Waiting(hlc, action));
        }
        if (hlc > durable - HybridClock.span(LEAD) / 2 && !rising) {
            rise(Math.max(hlc, HybridClock.at(loop.wallTime())) + HybridClock.span(LEAD));
        }
    }

    /** The durable ceiling, a clock reading. */
    public long durable() {
        return durable;
    }

    private void rise(long hlc) {
        rising = true;
        facts.rememberPromiseCeiling(hlc, () -> {
            rising = false;
            durable = hlc;
            release();
        });
    }

    private void release() {
        for (Iterator<Waiting> i = waiting.iterator(); i.hasNext();) {
            Waiting next = i.next();
            if (next.hlc <= durable) {
                i.remove();
                loop.execute(next.action);
            }
        }
        waiting.stream().mapToLong(Waiting::hlc).max().ifPresent(greatest -> {
            if (!rising) {
                rise(greatest + HybridClock.span(LEAD));
            }
        });
    }
}
