package io.kadmos.simulation;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * All lookups of one overlay under one circumstance, a row of the table.
 *
 * @param deadShare of the contacts in the buckets, when the lookups began or when they ended, whichever was more
 */
record OverlayRow(Circumstance circumstance, int nodes, double contacts, double deadShare,
        List<OverlayLookup> lookups) {

    /** The columns. */
    static final String HEADER = """
            | nodes | contacts | what happens | dead contacts | hops p50 / p90 | questions | found | p50 ms | p99 ms |
            |---:|---:|---|---:|---:|---:|---:|---:|---:|""";

    private static final double NANOS_PER_MILLI = 1e6;

    /** Copies the lookups. */
    OverlayRow {
        lookups = List.copyOf(lookups);
    }

    /** What happens to the nodes while lookups run. */
    enum Circumstance {
        NOTHING("nothing"), TEN_PERCENT_SILENT("10 % silent"), THIRTY_PERCENT_SILENT("30 % silent"), CHURN("churn");

        private final String words;

        Circumstance(String words) {
            this.words = words;
        }
    }

    double hops(double share) {
        return percentile(OverlayLookup::hops, share);
    }

    double millis(double share) {
        return percentile(lookup -> lookup.elapsed().toNanos() / NANOS_PER_MILLI, share);
    }

    /** Of the true k closest, over all lookups. */
    double shareFound() {
        return lookups.stream().mapToDouble(OverlayLookup::shareFound).average().orElse(0);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "| %d | %.0f | %s | %.1f %% | %.0f / %.0f | %.0f | %.2f %% | %.1f | %.1f |",
                nodes, contacts, circumstance.words, 100 * deadShare, hops(0.5), hops(0.9),
                percentile(OverlayLookup::questions, 0.5), 100 * shareFound(), millis(0.5), millis(0.99));
    }

    /** The least value that this share of the lookups does not exceed. */
    private double percentile(ToDoubleFunction<OverlayLookup> value, double share) {
        double[] sorted = lookups.stream().mapToDouble(value).sorted().toArray();
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
