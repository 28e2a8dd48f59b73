package io.kadmos.observability;

import java.util.function.BiFunction;

/** A meter for every pair of constants of two enumerations, found without hashing. */
final class MeterGrid<A extends Enum<A>, B extends Enum<B>, M> {

    private final MeterTable<A, MeterTable<B, M>> rows;

    MeterGrid(Class<A> first, Class<B> second, BiFunction<A, B, M> register) {
        rows = new MeterTable<>(first, a -> new MeterTable<>(second, b -> register.apply(a, b)));
    }

    M of(A first, B second) {
        return rows.of(first).of(second);
    }
}
