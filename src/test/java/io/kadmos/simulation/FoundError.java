package io.kadmos.simulation;

/** Something is wrong: the scenario goes no further. */
final class FoundError extends AssertionError {

    FoundError(Findings findings) {
        super(String.join("\n", findings.all()));
    }
}
