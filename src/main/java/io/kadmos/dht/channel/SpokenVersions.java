package io.kadmos.dht.channel;

import java.util.LinkedHashMap;
import java.util.Map;

import io.kadmos.dht.id.Id;

/**
 * The wire version in which this node writes to each peer, chosen by the latest datagram of the peer (protocol.md W5).
 * A peer that went back to an older release shows that with its first datagram. The table holds only peers that
 * understand more than the oldest version, at most the {@value #MAX_PEERS} heard last. To all other peers the node
 * writes in the oldest version, which every peer understands.
 */
final class SpokenVersions {

    /** As many as there are sessions. */
    static final int MAX_PEERS = Seal.MAX_SESSIONS;

    private final WireVersions versions;
    private final Map<Id, Integer> newer = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Id, Integer> eldest) {
            return size() > MAX_PEERS;
        }
    };

    SpokenVersions(WireVersions versions) {
        this.versions = versions;
    }

    /** Takes in an authentic, new datagram of a peer. */
    void heard(Id peer, int versionByte) {
        int shared = versions.shared(versionByte);
        if (shared > versions.oldest()) {
            newer.put(peer, shared);
        } else {
            newer.remove(peer);
        }
    }

    /** The version byte of the next datagram to a peer, or to an unknown node if the id is zero. */
    int versionByteFor(Id peer) {
        return versions.versionByte(newer.getOrDefault(peer, versions.oldest()));
    }
}
