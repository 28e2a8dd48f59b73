package io.kadmos.http;

import java.time.Duration;

/** Receives every operation on a key when it has an outcome. Called from any thread; must not block. */
@FunctionalInterface
public interface OperationListener {

    /**
     * An operation ended.
     *
     * @param operation {@code get}, {@code put} or {@code delete}
     * @param outcome a word of a fixed set, see {@link Outcomes}
     */
    void ended(String operation, String outcome, Duration elapsed);
}
