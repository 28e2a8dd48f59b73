package io.kadmos.dht.register.gateway;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.runtime.EventLoop;

/**
 * Lets one proposal per key run at a time, so that a gateway does not outbid itself. The others wait in line, up to a
 * bound, and none longer than its own deadline, whatever the deadlines of those before it.
 */
final class KeyQueues {

    /** How many may wait for one key: what a busy key gets through within a request's deadline. */
    static final int MAX_WAITING = 256;

    private final Map<Key, Queue<Waiting>> queues = new HashMap<>();

    /** Someone in line, who is called up when those before it have left, and loses patience at its deadline. */
    private static final class Waiting {

        private final Runnable task;
        private EventLoop.Timer patience = () -> {};

        private Waiting(Runnable task) {
            this.task = task;
        }
    }

    /**
     * Runs a task now or when those before it have left; says no if too many wait already. A task that would wait past
     * the deadline leaves the line then, and the caller is told that it came too late.
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

    /** The running task of a key is over: the next one runs. */
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
