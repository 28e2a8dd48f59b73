package io.kadmos.observability;

import java.util.Locale;

/** How constants read in labels. */
final class Words {

    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
