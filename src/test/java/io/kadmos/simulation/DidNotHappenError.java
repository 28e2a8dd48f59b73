package io.kadmos.simulation;

/** A step for which a scenario waited did not come about: what follows it would prove nothing. */
final class DidNotHappenError extends AssertionError {

    DidNotHappenError(String step) {
        super(step);
    }
}
