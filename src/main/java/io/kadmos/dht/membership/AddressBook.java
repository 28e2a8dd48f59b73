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
 * The other nodes that this node knows: for each node id, the newest introduction and the endpoint at which the node
 * answered a greeting (protocol.md W12). The book holds at most {@link #MAX_PEERS} nodes. When it is full, a new node
 * replaces the suspect node that has been silent longest; without a suspect, the new node stays out. The book compares
 * incarnations within one disk only. Pure.
 */
final class AddressBook {

    /** A node takes some 300 bytes, so a full book takes about 5 MiB. */
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

    /** All known nodes, in the order in which they became known. */
    List<Peer> peers() {
        return List.copyOf(peers.values());
    }

    /** Of the nodes with a greater id that are neither suspect nor gone, the one with the smallest id. */
    Optional<Peer> livingAfter(Id id) {
        return peers.values().stream().filter(peer -> !peer.isSuspect() && peer.state() != NodeState.GONE)
                .filter(peer -> peer.id().compareTo(id) > 0).min(Comparator.comparing(Peer::id));
    }

    int size() {
        return peers.size();
    }

    /** How many known nodes are not suspect. */
    int heardCount() {
        return (int) peers.values().stream().filter(peer -> !peer.isSuspect()).count();
    }

    boolean isKnownAt(Endpoint endpoint) {
        return peers.values().stream()
                .anyMatch(peer -> !peer.isSuspect() && peer.contact().endpoint().equals(endpoint));
    }

    /** Enters or renews a node that answered a greeting at this contact. */
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
     * Takes what a known node says about itself without being asked, if it has the same disk and the introduction is
     * not older than the known one. The node's address stays the one at which it answered. Returns whether the node's
     * state changed.
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

    /** Notes that a node is alive at its known address. Returns the node if it was suspect before. */
    Optional<Peer> heard(Id id, Moment now) {
        Peer known = peers.get(id);
        if (known == null) {
            return Optional.empty();
        }
        peers.put(id, known.heard(now));
        return known.isSuspect() ? Optional.of(known.heard(now)) : Optional.empty();
    }

    /** Makes a known node suspect. Returns the node if it was not suspect before. */
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

    /** The known endpoint if it is the advertised one and the node is not suspect; else the one that answered. */
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
