package io.kadmos.dht.message;

import java.util.List;

/** The checks that the values of messages share. */
final class Bounds {

    private Bounds() {}

    /** A copy of a list that may have at most this many elements. */
    static <T> List<T> atMost(int most, List<T> values, String what) {
        if (values.size() > most) {
            throw new IllegalArgumentException(values.size() + " " + what);
        }
        return List.copyOf(values);
    }

    /** A number of things. */
    static void notNegative(long number, String what) {
        if (number < 0) {
            throw new IllegalArgumentException(what + " " + number);
        }
    }
}
