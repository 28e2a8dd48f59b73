package io.kadmos.http.cluster;

import java.util.Locale;

import io.kadmos.dht.record.DrainStatus;

/** The JSON of {@code /cluster/drain}. */
record DrainView(String state, Slots slots, int underReplicated, ReadBack readBack, String detail) {

    record Slots(int total, int moved) {}

    record ReadBack(long confirmed, long missing) {}

    static DrainView of(DrainStatus status) {
        return new DrainView(status.state().name().toLowerCase(Locale.ROOT), new Slots(status.total(), status.moved()),
                status.underReplicated(), new ReadBack(status.readBack().confirmed(), status.readBack().missing()),
                status.detail());
    }
}
