package io.kadmos.dht.channel;

import java.util.LinkedHashMap;
import java.util.Map;

import io.kadmos.dht.id.Id;

/**
 * In which version of the wire each peer is spoken to, by what it showed last: a peer that went back to an older
 * release says so with its first datagram. Only peers that understand more than the oldest are kept, and of them the
 * {@value #MAX_PEERS} heard last; the others are spoken to in the oldest, which everybody understands.
 */
final class SpokenVersions {

    /** As many as sessions are kept. */
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

    /** An authentic, new datagram of a peer came. */
    void heard(Id peer, int versionByte) {
        int shared = versions.shared(versionByte);
        if (shared > versions.oldest()) {
            newer.put(peer, shared);
        } else {
            newer.remove(peer);
        }
    }

    /** The byte of the next datagram to a peer; to nobody in particular if its id is zero. */
    int versionByteFor(Id peer) {
        return versions.versionByte(newer.getOrDefault(peer, versions.oldest()));
    }
}
