package io.kadmos.simulation;

/** Something was found to be wrong while a scenario waited for something else: it goes no further. */
final class FoundError extends AssertionError {

    FoundError(Findings findings) {
        super(String.join("\n", findings.all()));
    }
}
