package io.kadmos.dht.register;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

import io.kadmos.dht.id.Key;

/**
 * Lets one proposal per key run at a time, so that a gateway does not outbid itself. The others wait in line, up to a
 * bound.
 */
final class KeyQueues {

    /** How many may wait for one key: what a busy key gets through within a request's deadline. */
    static final int MAX_WAITING = 256;

    private final Map<Key, Queue<Runnable>> queues = new HashMap<>();

    /** Runs a task now or when those before it have left; says no if too many wait already. */
    boolean enter(Key key, Runnable task) {
        Queue<Runnable> waiting = queues.get(key);
        if (waiting == null) {
            queues.put(key, new ArrayDeque<>(0));
            task.run();
            return true;
        }
        return waiting.size() < MAX_WAITING && waiting.add(task);
    }

    /** The running task of a key is over: the next one runs. */
    void leave(Key key) {
        Queue<Runnable> waiting = queues.get(key);
        Runnable next = waiting == null ? null : waiting.poll();
        if (next == null) {
            queues.remove(key);
        } else {
            next.run();
        }
    }
}
