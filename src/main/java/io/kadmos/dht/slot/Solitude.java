package io.kadmos.dht.slot;

import java.time.Duration;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.storage.NodeFacts;

/**
 * Finds out after a start whether this node is still alone where its disk says that it is. The first nodes that are met
 * and take part are asked for newer configurations at once. Until one has answered, the disk is not believed where this
 * node is alone, unless it never knew of others, or nobody answers in time: who is left alone must not depend on those
 * who went.
 */
final class Solitude {

    /** Longer than it takes to meet a node that lives, shorter than clients wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** One answer is enough; the other questions are for those that get lost. */
    private static final int MAX_ASKED = 3;

    private final SlotHost host;
    private final NodeFacts facts;
    private final ConfigurationGossip gossip;
    private int asked;

    Solitude(SlotHost host, NodeFacts facts, ConfigurationGossip gossip) {
        this.host = host;
        this.facts = facts;
        this.gossip = gossip;
    }

    void start() {
        if (facts.peers().isEmpty()) {
            trust().believeAlone();
        } else {
            host.loop().schedule(PATIENCE, trust()::believeAlone);
        }
    }

    /** A node that takes part was met. */
    void met(Contact peer) {
        if (asked < MAX_ASKED) {
            asked++;
            gossip.ask(peer, trust()::believeAlone);
        }
    }

    private DiskTrust trust() {
        return host.table().trust();
    }
}
