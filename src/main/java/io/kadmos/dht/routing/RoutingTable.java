package io.kadmos.dht.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;

/**
 * The k-buckets of one node. A full bucket splits only if it covers the own id (§2.4, without the relaxation for
 * unbalanced trees), so bucket i holds the ids that share exactly i bits with the own one, and the last bucket all that
 * share more: at most 160 buckets of k contacts.
 *
 * <p>Departure from the paper: contacts that were only named by others never come in, not even as replacements; they
 * must answer first. So whoever is promoted has proved its address. Times are uptimes.
 */
public final class RoutingTable {

    private final Id self;
    private final KademliaSettings settings;
    /** Never empty. Only the last bucket can split; it has no replacements, for it splits before it needs them. */
    private final List<Bucket> buckets = new ArrayList<>();

    /** An empty table of one bucket, which counts as refreshed at {@code now}. */
    public RoutingTable(Id self, KademliaSettings settings, Duration now) {
        this.self = self;
        this.settings = settings;
        buckets.add(new Bucket(settings, now));
    }

    /** Takes a contact that answered at its endpoint. {@code Full} asks the caller to ping the candidate. */
    public Insertion answered(Contact contact) {
        if (contact.id().equals(self)) {
            return new Insertion.Ignored();
        }
        while (needsSplit(contact.id())) {
            buckets.add(buckets.getLast().split(self, buckets.size() - 1, settings));
        }
        return bucketOf(contact.id()).answered(contact);
    }

    /** Drops a contact that did not answer, and tells the replacement that took its place. */
    public Optional<Contact> failed(Id id) {
        return bucketOf(id).failed(id);
    }

    /** Whether a contact with this id would be let in at once if it answered. */
    public boolean hasRoomFor(Id id) {
        return !id.equals(self) && !contains(id) && (!bucketOf(id).isFull() || needsSplit(id));
    }

    /** Whether a contact with this id is in a bucket. */
    public boolean contains(Id id) {
        return bucketOf(id).contains(id);
    }

    /**
     * The contacts closest to a target, nearest first, at most {@code count}. The bucket of the target comes first;
     * all deeper buckets are equally far from the target in their leading bits; then come the shallower ones.
     */
    public List<Contact> closest(Id target, int count) {
        Comparator<Contact> nearestFirst = Comparator.comparing(Contact::id, target.nearestFirst());
        int index = indexOf(target);
        List<Contact> closest = new ArrayList<>();
        appendSorted(closest, buckets.subList(index, index + 1), nearestFirst);
        if (closest.size() < count) {
            appendSorted(closest, buckets.subList(index + 1, buckets.size()), nearestFirst);
        }
        for (int i = index - 1; i >= 0 && closest.size() < count; i--) {
            appendSorted(closest, buckets.subList(i, i + 1), nearestFirst);
        }
        return List.copyOf(closest.subList(0, Math.min(count, closest.size())));
    }

    /** Everybody in the buckets, the farthest bucket first. */
    public List<Contact> contacts() {
        return buckets.stream().flatMap(bucket -> bucket.contacts().stream()).toList();
    }

    /** How many contacts are in the buckets. */
    public int size() {
        return buckets.stream().mapToInt(bucket -> bucket.contacts().size()).sum();
    }

    /** Notes that a lookup for a target began, which refreshes the bucket it lies in (§2.3). */
    public void lookedUp(Id target, Duration now) {
        bucketOf(target).refresh(now);
    }

    /** The buckets into which there was no lookup for as long as the settings allow. */
    public List<BucketView> stale(Duration now) {
        return buckets().stream()
                .filter(bucket -> now.minus(bucket.refreshed()).compareTo(settings.bucketRefresh()) >= 0)
                .toList();
    }

    /** The buckets farther away than the closest contact: what a node refreshes after it joined (§2.3). */
    public List<BucketView> fartherThanClosest() {
        int closest = closest(self, 1).stream()
                .mapToInt(contact -> indexOf(contact.id()))
                .findFirst()
                .orElse(0);
        return buckets().subList(0, closest);
    }

    /** All buckets, the farthest first. */
    public List<BucketView> buckets() {
        return IntStream.range(0, buckets.size()).mapToObj(this::view).toList();
    }

    private boolean needsSplit(Id id) {
        return buckets.size() < Id.BITS
                && buckets.getLast().isFull()
                && indexOf(id) == buckets.size() - 1
                && !buckets.getLast().contains(id);
    }

    private Bucket bucketOf(Id id) {
        return buckets.get(indexOf(id));
    }

    private int indexOf(Id id) {
        return Math.min(self.commonPrefixBits(id), buckets.size() - 1);
    }

    private BucketView view(int index) {
        Bucket bucket = buckets.get(index);
        boolean coversSelf = index == buckets.size() - 1;
        return new BucketView(
                coversSelf ? self : self.flip(index),
                coversSelf ? index : index + 1,
                bucket.contacts(),
                bucket.replacements(),
                bucket.refreshed());
    }

    private static void appendSorted(List<Contact> closest, List<Bucket> from, Comparator<Contact> order) {
        from.stream().flatMap(bucket -> bucket.contacts().stream()).sorted(order).forEach(closest::add);
    }
}
