package io.kadmos.observability;

import java.util.Locale;

/** Turns constants into words for labels. */
final class Words {

    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
