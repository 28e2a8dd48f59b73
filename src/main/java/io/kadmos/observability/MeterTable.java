package io.kadmos.observability;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** A meter for every constant of an enumeration, found without hashing. */
final class MeterTable<E extends Enum<E>, M> {

    private final Map<E, M> meters;

    MeterTable(Class<E> constants, Function<E, M> register) {
        meters = new EnumMap<>(constants);
        for (E constant : constants.getEnumConstants()) {
            meters.put(constant, register.apply(constant));
        }
    }

    M of(E constant) {
        return Objects.requireNonNull(meters.get(constant));
    }
}
