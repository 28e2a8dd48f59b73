package io.kadmos.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import io.kadmos.simulation.OverlayRow.Circumstance;

/**
 * Lookups among few and very many nodes: how far they go, what they find, how long they take. Prints a table and checks
 * it against the goals; {@code -Doverlay.nodes=16,256,4096,10000} chooses the sizes.
 */
@Tag("seeds")
class OverlayAtScaleTest {

    private static final long SEED = 42;
    /** A local network: 0.4 ms one way in the mean, but one datagram in 200 takes up to a second more. */
    private static final NetworkWeather WEATHER = new NetworkWeather(Duration.ofNanos(300_000), 0.005, 0, 0, 0);
    private static final Duration BETWEEN_JOINS = Duration.ofMillis(10);
    private static final Duration SETTLING = Duration.ofMinutes(1);
    private static final Duration RECOVERY = Duration.ofSeconds(30);
    /** As long as a lookup may wait for a silent node, many times in a row. */
    private static final Duration LAST_LOOKUPS = Duration.ofSeconds(5);

    private static final int LOOKUPS = 1_000;
    private static final Duration BETWEEN_LOOKUPS = Duration.ofMillis(5);
    /** While lookups run for a minute, a tenth of all nodes crash, and as many new ones join. */
    private static final double CHURN_PER_LOOKUP = 0.1 / LOOKUPS;
    private static final Duration BETWEEN_LOOKUPS_IN_CHURN = Duration.ofMinutes(1).dividedBy(LOOKUPS);

    @BeforeAll
    static void silenceNodes() {
        SeedRuns.silenceNodes();
    }

    @TestFactory
    List<DynamicTest> lookupsReachTheGoals() {
        System.out.println(OverlayRow.HEADER);
        return Arrays.stream(System.getProperty("overlay.nodes", "16,256").split(",")).map(Integer::valueOf)
                .map(nodes -> DynamicTest.dynamicTest(nodes + " nodes", () -> reachTheGoals(nodes))).toList();
    }

    @Test
    void oneSeedTwiceIsTheSame() {
        assertThat(joined(16).traceHash()).isEqualTo(joined(16).traceHash());
    }

    private static void reachTheGoals(int nodes) {
        Overlay overlay = joined(nodes);
        OverlayRow calm = lookUp(overlay, Circumstance.NOTHING);
        OverlayRow tenPercent = lookUpAmongSilent(overlay, 0.1, Circumstance.TEN_PERCENT_SILENT);
        lookUpAmongSilent(overlay, 0.3, Circumstance.THIRTY_PERCENT_SILENT);
        lookUpInChurn(overlay);

        assertThat(calm.hops(0.5)).as("hops, median").isLessThanOrEqualTo(4);
        assertThat(calm.hops(0.9)).as("hops, 90th percentile").isLessThanOrEqualTo(6);
        assertThat(calm.shareFound()).as("share found").isGreaterThanOrEqualTo(0.999);
        assertThat(tenPercent.shareFound()).as("share found among 10 %% dead").isGreaterThanOrEqualTo(0.99);
        assertThat(tenPercent.millis(0.99)).as("99th percentile in ms among 10 %% silent")
                .isLessThanOrEqualTo(2 * calm.millis(0.99));
    }

    private static Overlay joined(int nodes) {
        Overlay overlay = new Overlay(SEED, WEATHER);
        for (int i = 0; i < nodes; i++) {
            overlay.join();
            overlay.runFor(BETWEEN_JOINS);
        }
        overlay.runFor(SETTLING);
        return overlay;
    }

    private static OverlayRow lookUpAmongSilent(Overlay overlay, double share, Circumstance circumstance) {
        overlay.silence(share);
        OverlayRow row = lookUp(overlay, circumstance);
        overlay.endSilence();
        overlay.runFor(RECOVERY);
        return row;
    }

    private static OverlayRow lookUp(Overlay overlay, Circumstance circumstance) {
        return lookUp(overlay, circumstance, _ -> overlay.runFor(BETWEEN_LOOKUPS));
    }

    private static void lookUpInChurn(Overlay overlay) {
        double churnPerLookup = overlay.size() * CHURN_PER_LOOKUP;
        lookUp(overlay, Circumstance.CHURN, lookup -> {
            for (long i = replaced(lookup, churnPerLookup); i < replaced(lookup + 1, churnPerLookup); i++) {
                overlay.crashOne();
                overlay.join();
            }
            overlay.runFor(BETWEEN_LOOKUPS_IN_CHURN);
        });
    }

    private static long replaced(int lookups, double churnPerLookup) {
        return Math.round(lookups * churnPerLookup);
    }

    private static OverlayRow lookUp(Overlay overlay, Circumstance circumstance, IntConsumer then) {
        double contacts = overlay.contactsPerTable();
        double deadShare = overlay.deadShare();
        List<OverlayLookup> lookups = new ArrayList<>();
        for (int i = 0; i < LOOKUPS; i++) {
            overlay.lookUp(lookups::add);
            then.accept(i);
        }
        deadShare = Math.max(deadShare, overlay.deadShare());
        overlay.runFor(LAST_LOOKUPS);
        OverlayRow row = new OverlayRow(circumstance, overlay.size(), contacts, deadShare, lookups);
        System.out.println(row);
        return row;
    }
}
