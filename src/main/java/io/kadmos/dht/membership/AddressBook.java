package io.kadmos.dht.membership;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Introduction;
import io.kadmos.dht.record.NodeState;

/**
 * Who is who: by node id the newest introduction and the endpoint at which the node answered a challenge. At most
 * {@link #MAX_PEERS}; at the bound the longest silent suspect is forgotten, and where there is none nobody is let in.
 * Incarnations are compared within one disk only. Pure.
 */
final class AddressBook {

    /** Some 300 bytes each: about 5 MiB. */
    static final int MAX_PEERS = 16_384;

    private final int capacity;
    private final Map<Id, Peer> peers = new LinkedHashMap<>();

    AddressBook() {
        this(MAX_PEERS);
    }

    AddressBook(int capacity) {
        this.capacity = capacity;
    }

    Optional<Peer> peer(Id id) {
        return Optional.ofNullable(peers.get(id));
    }

    /** Everybody, in the order in which they became known. */
    List<Peer> peers() {
        return List.copyOf(peers.values());
    }

    /** The living node that follows in the order of ids. */
    Optional<Peer> livingAfter(Id id) {
        return peers.values().stream().filter(peer -> !peer.isSuspect() && peer.state() != NodeState.GONE)
                .filter(peer -> peer.id().compareTo(id) > 0).min(Comparator.comparing(Peer::id));
    }

    int size() {
        return peers.size();
    }

    /** How many are not suspect. */
    int heardCount() {
        return (int) peers.values().stream().filter(peer -> !peer.isSuspect()).count();
    }

    boolean isKnownAt(Endpoint endpoint) {
        return peers.values().stream()
                .anyMatch(peer -> !peer.isSuspect() && peer.contact().endpoint().equals(endpoint));
    }

    /** Takes a node that answered a challenge at this contact. */
    Acquaintance answered(Contact contact, Introduction introduction, Moment now) {
        Peer known = peers.get(contact.id());
        if (known == null) {
            return add(new Peer(contact, introduction, now, now, false));
        }
        if (!known.disk().equals(introduction.disk())) {
            return new Acquaintance.OtherDisk(known);
        }
        if (introduction.incarnation() < known.introduction().incarnation()) {
            return new Acquaintance.Outdated(known);
        }
        Peer renewed = known.answeredAt(better(known, contact.endpoint(), introduction), introduction, now);
        peers.put(renewed.id(), renewed);
        return isSame(known, renewed) ? new Acquaintance.Same(renewed) : new Acquaintance.Changed(known, renewed);
    }

    /**
     * Takes what a known node says about itself unasked, if it is newer; its address stays the one it answered at.
     * Tells whether its state changed.
     */
    boolean introduced(Id id, Introduction introduction, Moment now) {
        Peer known = peers.get(id);
        if (known == null || !isNewer(introduction, known)) {
            return false;
        }
        Peer renewed = known.introduced(introduction, now);
        peers.put(id, renewed);
        return renewed.state() != known.state();
    }

    /** A known node proved to be alive where it is known to be. Tells who was silent before. */
    Optional<Peer> heard(Id id, Moment now) {
        Peer known = peers.get(id);
        if (known == null) {
            return Optional.empty();
        }
        peers.put(id, known.heard(now));
        return known.isSuspect() ? Optional.of(known.heard(now)) : Optional.empty();
    }

    /** A known node has been silent for too long. Tells whether this is news. */
    Optional<Peer> suspect(Id id) {
        Peer known = peers.get(id);
        if (known == null || known.isSuspect()) {
            return Optional.empty();
        }
        Peer silent = known.silent();
        peers.put(id, silent);
        return Optional.of(silent);
    }

    void forget(Id id) {
        peers.remove(id);
    }

    private Acquaintance add(Peer peer) {
        if (peers.size() >= capacity) {
            Optional<Peer> longestSilent = peers.values().stream().filter(Peer::isSuspect)
                    .min(Comparator.comparing(suspect -> suspect.lastHeard().uptime()));
            if (longestSilent.isEmpty()) {
                return new Acquaintance.NoRoom();
            }
            forget(longestSilent.get().id());
        }
        peers.put(peer.id(), peer);
        return new Acquaintance.New(peer);
    }

    /** The advertised endpoint is preferred once it answered; until then, the one that did. */
    private static Endpoint better(Peer known, Endpoint answered, Introduction introduction) {
        boolean knownIsAdvertised = known.contact().endpoint().equals(introduction.advertised());
        return knownIsAdvertised && !known.isSuspect() ? known.contact().endpoint() : answered;
    }

    private static boolean isNewer(Introduction introduction, Peer known) {
        return known.disk().equals(introduction.disk())
                && introduction.incarnation() >= known.introduction().incarnation();
    }

    private static boolean isSame(Peer before, Peer after) {
        return before.contact().equals(after.contact()) && before.state() == after.state()
                && before.introduction().incarnation() == after.introduction().incarnation();
    }
}
