package io.kadmos.config;

/** A value cannot be what its setting wants. The setting is known to the one that catches this. */
final class ValueNotAllowedException extends IllegalArgumentException {

    private final String allowed;

    ValueNotAllowedException(String allowed) {
        super("allowed is " + allowed);
        this.allowed = allowed;
    }

    String allowed() {
        return allowed;
    }
}
