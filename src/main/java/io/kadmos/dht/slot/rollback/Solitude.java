package io.kadmos.dht.slot.rollback;

import java.time.Duration;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.record.NodeState;
import io.kadmos.dht.slot.ConfigurationGossip;
import io.kadmos.dht.slot.DiskTrust;
import io.kadmos.dht.slot.SlotContext;
import io.kadmos.dht.storage.NodeFacts;

/**
 * Finds out after a start whether this node is still alone where its disk says that it is. The first nodes that are met
 * and take part are asked for newer configurations at once. Until one has answered, the disk is not believed where this
 * node is alone, unless it never knew of others, or nobody answers in time: who is left alone must not depend on those
 * who went.
 */
public final class Solitude {

    /** Longer than it takes to meet a node that lives, shorter than clients wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** One answer is enough; the other questions are for those that get lost. */
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

    /** Begins; ends when another node has answered, or nobody did in time. */
    public void start() {
        if (facts.peers().isEmpty()) {
            trust().believeAlone();
        } else {
            context.loop().schedule(PATIENCE, trust()::believeAlone);
        }
    }

    /** Another node is in this state now: one that takes part can be asked. */
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
