package io.kadmos.http;

import java.util.Locale;

import io.kadmos.dht.record.DrainStatus;

/** The JSON of {@code /cluster/drain}. */
record DrainView(String state, Slots slots, int underReplicated, String detail) {

    record Slots(int total, int moved) {}

    static DrainView of(DrainStatus status) {
        return new DrainView(status.state().name().toLowerCase(Locale.ROOT), new Slots(status.total(), status.moved()),
                status.underReplicated(), status.detail());
    }
}
