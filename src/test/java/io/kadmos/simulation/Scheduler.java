package io.kadmos.simulation;

import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/**
 * Virtual time: a queue of events by time, with a random tie-break between events of one moment. It keeps a hash over
 * everything that happened, so that two runs of one seed can be compared.
 */
final class Scheduler {

    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private final RandomGenerator random;
    private long nowNanos;
    private long sequence;
    private long traceHash;
    private long eventsRun;

    Scheduler(RandomGenerator random) {
        this.random = random;
    }

    /** An event to come, which its owner may cancel. */
    static final class Event implements Comparable<Event> {

        private final long atNanos;
        private final int tieBreak;
        private final long sequence;
        private final Runnable action;
        private boolean cancelled;

        private Event(long atNanos, int tieBreak, long sequence, Runnable action) {
            this.atNanos = atNanos;
            this.tieBreak = tieBreak;
            this.sequence = sequence;
            this.action = action;
        }

        void cancel() {
            cancelled = true;
        }

        @Override
        public int compareTo(Event other) {
            int order = Long.compare(atNanos, other.atNanos);
            if (order == 0) {
                order = Integer.compare(tieBreak, other.tieBreak);
            }
            return order != 0 ? order : Long.compare(sequence, other.sequence);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(sequence);
        }
    }

    /** Time since the run began. */
    long nowNanos() {
        return nowNanos;
    }

    /** Runs an event after a delay. */
    Event after(long delayNanos, Runnable action) {
        long at = nowNanos + Math.max(0, delayNanos);
        Event event = new Event(at, random.nextInt(), sequence++, action);
        queue.add(event);
        return event;
    }

    /** Runs all events that are due until a moment, and moves the time there. */
    void runUntil(long untilNanos) {
        for (Event next = queue.peek(); next != null && next.atNanos <= untilNanos; next = queue.peek()) {
            queue.remove();
            if (!next.cancelled) {
                nowNanos = next.atNanos;
                eventsRun++;
                note(nowNanos);
                next.action.run();
            }
        }
        nowNanos = untilNanos;
    }

    /** Adds a fact to the trace. */
    void note(long fact) {
        long mixed = (traceHash ^ fact) * 0x9e3779b97f4a7c15L;
        traceHash = mixed ^ (mixed >>> 32);
    }

    /** A hash over everything that happened so far, in its order. */
    long traceHash() {
        return traceHash;
    }

    long eventsRun() {
        return eventsRun;
    }
}
