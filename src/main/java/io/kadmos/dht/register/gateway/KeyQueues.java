package io.kadmos.dht.register.gateway;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.runtime.EventLoop;

/**
 * Runs one proposal of this gateway per key at a time, so that the gateway does not outbid itself. The other proposals
 * of the key wait in a line, first come, first served. A line has a bound, and each proposal leaves it at its own
 * deadline. Event loop only.
 */
final class KeyQueues {

    /** The bound of a line: about as many proposals as one key completes within the deadline of a request. */
    static final int MAX_WAITING = 256;

    private final Map<Key, Queue<Waiting>> queues = new HashMap<>();

    /** A proposal that waits in a line. Its timer takes it out of the line at its deadline. */
    private static final class Waiting {

        private final Runnable task;
        private EventLoop.Timer patience = () -> {};

        private Waiting(Runnable task) {
            this.task = task;
        }
    }

    /**
     * Runs a task at once if the key is idle, else puts it in line. Returns false if the line is full; then neither
     * task ever runs. If the deadline passes while the task waits, it leaves the line and {@code tooLate} runs instead.
     */
    boolean enter(Key key, Deadline deadline, Runnable task, Runnable tooLate) {
        Queue<Waiting> line = queues.get(key);
        if (line == null) {
            queues.put(key, new ArrayDeque<>(0));
            task.run();
            return true;
        }
        if (line.size() >= MAX_WAITING) {
            return false;
        }
        Waiting waiting = new Waiting(task);
        waiting.patience = deadline.whenPassed(() -> {
            line.remove(waiting);
            tooLate.run();
        });
        return line.add(waiting);
    }

    /** Tells that the running task of a key has ended. The next one in line runs at once. */
    void leave(Key key) {
        Queue<Waiting> line = queues.get(key);
        Waiting next = line == null ? null : line.poll();
        if (next == null) {
            queues.remove(key);
        } else {
            next.patience.cancel();
            next.task.run();
        }
    }
}
