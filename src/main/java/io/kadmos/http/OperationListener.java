package io.kadmos.http;

import java.time.Duration;

/** Told of every operation on a key when it has an outcome. Called from any thread; must be quick. */
@FunctionalInterface
public interface OperationListener {

    /**
     * An operation ended.
     *
     * @param operation {@code get}, {@code put} or {@code delete}
     * @param outcome one of a few fixed words, see {@link Outcomes}
     */
    void ended(String operation, String outcome, Duration elapsed);
}
