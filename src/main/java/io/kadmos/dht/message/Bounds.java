package io.kadmos.dht.message;

import java.util.List;

/** Bounds that several messages check; a value out of bounds is an {@link IllegalArgumentException}. */
final class Bounds {

    private Bounds() {}

    /** Checks that a list has at most so many elements, and copies it. */
    static <T> List<T> atMost(int most, List<T> values, String what) {
        if (values.size() > most) {
            throw new IllegalArgumentException(values.size() + " " + what);
        }
        return List.copyOf(values);
    }

    /** Checks that a number is 0 or more. */
    static void notNegative(long number, String what) {
        if (number < 0) {
            throw new IllegalArgumentException(what + " " + number);
        }
    }
}
