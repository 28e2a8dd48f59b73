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
 * The k-buckets of one node (protocol.md §11). A full bucket splits only if it covers the own id (Kademlia §2.4,
 * without the relaxation for unbalanced trees). So bucket i holds the ids that share exactly i bits with the own id,
 * and the last bucket holds all that share more: at most 160 buckets of k contacts. The table sends nothing: it returns
 * which contact to ping. Times are uptimes. Event loop only.
 *
 * <p>A departure from the paper: a contact that other nodes only named does not enter the table, not even as a
 * replacement; it must answer first. So a replacement that is promoted has proved its address (protocol.md W12).
 */
public final class RoutingTable {

    private final Id self;
    private final KademliaSettings settings;
    /** Never empty. Only the last bucket can split. It has no replacements, because it splits before it needs any. */
    private final List<Bucket> buckets = new ArrayList<>();

    /** An empty table of one bucket, which counts as refreshed at {@code now}. */
    public RoutingTable(Id self, KademliaSettings settings, Duration now) {
        this.self = self;
        this.settings = settings;
        buckets.add(new Bucket(settings, now));
    }

    /** Takes a contact that answered at its endpoint. {@link Insertion.Full} asks the caller to ping its candidate. */
    public Insertion answered(Contact contact) {
        if (contact.id().equals(self)) {
            return new Insertion.Ignored();
        }
        while (needsSplit(contact.id())) {
            buckets.add(buckets.getLast().split(self, buckets.size() - 1, settings));
        }
        return bucketOf(contact.id()).answered(contact);
    }

    /** Drops a contact that did not answer. Returns the replacement that took its place. */
    public Optional<Contact> failed(Id id) {
        return bucketOf(id).failed(id);
    }

    /** Whether a contact with this id would enter a bucket at once if it answered. */
    public boolean hasRoomFor(Id id) {
        return !id.equals(self) && !contains(id) && (!bucketOf(id).isFull() || needsSplit(id));
    }

    /** Whether a contact with this id is in a bucket. */
    public boolean contains(Id id) {
        return bucketOf(id).contains(id);
    }

    /**
     * The contacts closest to a target, nearest first, at most {@code count}. The bucket of the target comes first. The
     * deeper buckets follow together, because they do not differ in the leading bits of their distance. Then the
     * shallower buckets follow, one by one.
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

    /** All contacts of the buckets, the farthest bucket first. */
    public List<Contact> contacts() {
        return buckets.stream().flatMap(bucket -> bucket.contacts().stream()).toList();
    }

    /** The number of contacts in the buckets. */
    public int size() {
        return buckets.stream().mapToInt(bucket -> bucket.contacts().size()).sum();
    }

    /** Records that a lookup for a target began, which refreshes the bucket of the target (Kademlia §2.3). */
    public void lookedUp(Id target, Duration now) {
        bucketOf(target).refresh(now);
    }

    /** The buckets into which no lookup went for the refresh time of the settings. */
    public List<BucketView> stale(Duration now) {
        return buckets().stream()
                .filter(bucket -> now.minus(bucket.refreshed()).compareTo(settings.bucketRefresh()) >= 0)
                .toList();
    }

    /** The buckets farther away than the closest contact: a node refreshes them after it joined (Kademlia §2.3). */
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
