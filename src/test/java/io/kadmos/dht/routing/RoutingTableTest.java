package io.kadmos.dht.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;

class RoutingTableTest {

    private static final Id SELF = Id.ZERO;
    private static final Endpoint HERE = Endpoint.of(new byte[]{10, 0, 0, 1}, 7400);
    private static final KademliaSettings SMALL = settings(2);
    private static final int SEEDS = 100;

    private final RoutingTable table = new RoutingTable(SELF, SMALL, Duration.ZERO);

    @Test
    void closestEqualsASortOfEverythingInTheTable() {
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomGenerator random = new SplittableRandom(seed);
            RoutingTable filled = randomTable(random);
            Id target = random.nextBoolean() ? filled.contacts().getFirst().id() : near(SELF, random);
            int count = 1 + random.nextInt(40);
            List<Contact> sorted = new ArrayList<>(filled.contacts());
            sorted.sort(Comparator.comparing(Contact::id, target.nearestFirst()));
            assertThat(filled.closest(target, count))
                    .as("seed %d", seed)
                    .isEqualTo(sorted.subList(0, Math.min(count, sorted.size())));
        }
    }

    @Test
    void neverHoldsMoreThanKInABucketNorItself() {
        for (long seed = 0; seed < SEEDS; seed++) {
            RoutingTable filled = randomTable(new SplittableRandom(seed));
            assertThat(filled.answered(contact(SELF))).isEqualTo(new Insertion.Ignored());
            assertThat(filled.buckets()).as("seed %d", seed).allSatisfy(bucket -> {
                assertThat(bucket.contacts()).hasSizeLessThanOrEqualTo(5);
                assertThat(bucket.replacements()).hasSizeLessThanOrEqualTo(5);
            });
            assertThat(filled.contains(SELF)).as("seed %d", seed).isFalse();
        }
    }

    @Test
    void splitsOnlyAlongItsOwnPrefix() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<BucketView> buckets = randomTable(new SplittableRandom(seed)).buckets();
            for (int i = 0; i < buckets.size(); i++) {
                boolean last = i == buckets.size() - 1;
                assertThat(buckets.get(i).prefix())
                        .as("seed %d", seed)
                        .isEqualTo(last ? "0".repeat(i) : "0".repeat(i) + "1");
            }
        }
    }

    @Test
    void everyContactLiesInTheBucketOfItsPrefix() {
        for (long seed = 0; seed < SEEDS; seed++) {
            for (BucketView bucket : randomTable(new SplittableRandom(seed)).buckets()) {
                assertThat(bucket.contacts())
                        .as("seed %d", seed)
                        .allMatch(contact -> contact.id().commonPrefixBits(bucket.start()) >= bucket.prefixBits());
            }
        }
    }

    @Test
    void keepsTheOldContactWhenItAnswersThePing() {
        Contact oldest = far(1);
        fillFarBucket();
        assertThat(table.answered(far(3))).isEqualTo(new Insertion.Full(oldest));

        assertThat(table.answered(oldest)).isEqualTo(new Insertion.Refreshed());

        assertThat(farBucket().contacts()).containsExactly(far(2), oldest);
        assertThat(farBucket().replacements()).containsExactly(far(3));
    }

    @Test
    void promotesTheFreshestReplacementWhenAContactFails() {
        fillFarBucket();
        table.answered(far(3));
        table.answered(far(4));

        assertThat(table.failed(far(1).id())).contains(far(4));

        assertThat(farBucket().contacts()).containsExactly(far(2), far(4));
        assertThat(farBucket().replacements()).containsExactly(far(3));
    }

    @Test
    void forgetsTheOldestReplacementWhenThereAreTooMany() {
        fillFarBucket();
        for (int i = 3; i <= 5; i++) {
            table.answered(far(i));
        }
        assertThat(farBucket().replacements()).containsExactly(far(4), far(5));
    }

    @Test
    void followsAContactToItsNewAddress() {
        table.answered(far(1));
        Contact moved = new Contact(far(1).id(), Endpoint.of(new byte[]{10, 0, 0, 2}, 7400));

        assertThat(table.answered(moved)).isEqualTo(new Insertion.Refreshed());

        assertThat(table.contacts()).containsExactly(moved);
    }

    @Test
    void knowsWhetherThereIsRoom() {
        fillFarBucket();
        assertThat(table.hasRoomFor(far(3).id())).isFalse();
        assertThat(table.hasRoomFor(far(1).id())).isFalse();
        assertThat(table.hasRoomFor(SELF)).isFalse();
        assertThat(table.hasRoomFor(SELF.flip(159))).isTrue();
    }

    @Test
    void refreshesABucketByALookupIntoIt() {
        fillFarBucket();
        Duration hour = SMALL.bucketRefresh();
        table.lookedUp(far(9).id(), Duration.ofMinutes(1));

        assertThat(table.stale(hour)).extracting(BucketView::prefix).containsExactly("0");
        Id inside = table.stale(hour).getFirst().randomId(new SplittableRandom(1));
        table.lookedUp(inside, hour);
        assertThat(table.stale(hour)).isEmpty();
        assertThat(table.stale(hour.plusMinutes(1))).extracting(BucketView::prefix).containsExactly("1");
    }

    @Test
    void namesTheBucketsFartherThanItsClosestContact() {
        fillFarBucket();
        table.answered(contact(SELF.flip(1)));
        table.answered(contact(SELF.flip(1).flip(159)));
        table.answered(contact(SELF.flip(2)));
        assertThat(table.fartherThanClosest()).extracting(BucketView::prefix).containsExactly("1", "01");
    }

    private void fillFarBucket() {
        table.answered(far(1));
        table.answered(far(2));
        table.answered(contact(SELF.flip(140)));
    }

    private BucketView farBucket() {
        return table.buckets().getFirst();
    }

    private static RoutingTable randomTable(RandomGenerator random) {
        RoutingTable table = new RoutingTable(SELF, settings(5), Duration.ZERO);
        List<Contact> known = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Contact contact = contact(near(SELF, random));
            known.add(contact);
            table.answered(contact);
            if (random.nextInt(4) == 0) {
                table.failed(known.get(random.nextInt(known.size())).id());
            }
        }
        return table;
    }

    private static Id near(Id point, RandomGenerator random) {
        return point.randomWithPrefix(random.nextInt(20), random);
    }

    private static Contact far(int number) {
        return contact(new Id(Long.MIN_VALUE | number, 0, 0));
    }

    private static Contact contact(Id id) {
        return new Contact(id, HERE);
    }

    private static KademliaSettings settings(int k) {
        return new KademliaSettings(k, 1, k, Duration.ofHours(1), Duration.ofSeconds(1));
    }
}
