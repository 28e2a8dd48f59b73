package io.kadmos.dht.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.routing.KademliaSettings;

/** Lookups through a thousand static routing tables. Every lookup fails if it asks more than α nodes at a time. */
class LookupConvergenceTest {

    private static final long SEED = 42;
    private static final int NODES = 1_000;
    private static final int LOOKUPS = 300;
    private static final int MAX_HOPS = 6;

    private final RandomGenerator random = new SplittableRandom(SEED);
    private final StaticOverlay overlay = new StaticOverlay(NODES, random);

    @Test
    void findsTheTrueKClosest() {
        assertThat(shareFound()).as("seed %d", SEED).isEqualTo(1.0);
    }

    @Test
    void findsTheTrueKClosestAmongTenPercentDeadContacts() {
        overlay.kill(10);
        assertThat(shareFound()).as("seed %d", SEED).isGreaterThanOrEqualTo(0.99);
    }

    /** Looks up random points from random nodes. Returns the share of the k closest living nodes that is found. */
    private double shareFound() {
        long found = 0;
        long wanted = 0;
        for (int i = 0; i < LOOKUPS; i++) {
            Id target = Id.ZERO.randomWithPrefix(0, random);
            Id asker = overlay.randomLivingNode().id();
            LookupResult result = overlay.lookup(asker, target);
            assertThat(result.end())
                    .as("lookup %d of seed %d", i, SEED)
                    .isIn(LookupEnd.CONVERGED, LookupEnd.EXHAUSTED);
            assertThat(result.hops()).as("lookup %d of seed %d", i, SEED).isBetween(1, MAX_HOPS);
            var closest = overlay.trueClosest(target, asker, KademliaSettings.DEFAULT.k());
            wanted += closest.size();
            found += result.closest().stream().map(Contact::id).filter(closest::contains).count();
        }
        return (double) found / wanted;
    }
}
