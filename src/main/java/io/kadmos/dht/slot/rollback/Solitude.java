package io.kadmos.dht.slot.rollback;

import java.time.Duration;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.record.NodeState;
import io.kadmos.dht.slot.ConfigurationGossip;
import io.kadmos.dht.slot.DiskTrust;
import io.kadmos.dht.slot.SlotContext;
import io.kadmos.dht.storage.NodeFacts;

/**
 * Finds out after a start whether this node is still the only member where its disk says so (protocol.md B5). It asks
 * the first three nodes that it meets and that take part for newer configurations. The disk is believed for such a slot
 * after one of them has answered, or after one second without an answer, or at once if the disk knows of no other node.
 * The wait ends, because a node that is really alone must start without the nodes that went. Event loop only.
 */
public final class Solitude {

    /** Longer than it takes to meet a living node, shorter than clients wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** One answer is enough; the other questions replace those that get lost. */
    private static final int MAX_ASKED = 3;

    private final SlotContext context;
    private final NodeFacts facts;
    private final ConfigurationGossip gossip;
    private int asked;

    public Solitude(SlotContext context, NodeFacts facts, ConfigurationGossip gossip) {
        this.context = context;
        this.facts = facts;
        this.gossip = gossip;
    }

    /** Begins. Ends when another node has answered, or when the time is over. */
    public void start() {
        if (facts.peers().isEmpty()) {
            trust().believeAlone();
        } else {
            context.loop().schedule(PATIENCE, trust()::believeAlone);
        }
    }

    /** Another node has entered this state. If it takes part, this node may ask it. */
    public void entered(Contact peer, NodeState state) {
        boolean takesPart = state == NodeState.ACTIVE || state == NodeState.DRAINING;
        if (takesPart && asked < MAX_ASKED) {
            asked++;
            gossip.ask(peer, trust()::believeAlone);
        }
    }

    private DiskTrust trust() {
        return context.table().trust();
    }
}
