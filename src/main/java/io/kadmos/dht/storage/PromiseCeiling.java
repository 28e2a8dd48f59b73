package io.kadmos.dht.storage;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;

import io.kadmos.dht.record.HybridClock;
import io.kadmos.dht.runtime.EventLoop;

/**
 * Lets promises live in memory: this node promises and accepts nothing above a clock reading T that is durable. Ballots
 * are ordered by time, so one small write every few seconds is enough; it saves a sync in the first phase of every
 * write. After a start every register of every epoch counts as promised up to the T of before.
 *
 * <p>Who needs a reading above T waits for the next T; the number of those who wait is bounded by the requests that the
 * node works on at a time.
 */
public final class PromiseCeiling {

    /** How far ahead T is set, so that it is written seldom. */
    static final Duration LEAD = Duration.ofSeconds(4);

    private final NodeFacts facts;
    private final EventLoop loop;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private long durable;
    private boolean rising;

    private record Waiting(long hlc, Runnable action) {}

    /** A ceiling that begins where the last start left it; the facts must be loaded. */
    public PromiseCeiling(NodeFacts facts, EventLoop loop) {
        this.facts = facts;
        this.loop = loop;
        this.durable = facts.promiseCeiling();
    }

    /** Runs an action as soon as a reading is durably covered: at once, in nearly all cases. */
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

    /** The durable ceiling. */
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
