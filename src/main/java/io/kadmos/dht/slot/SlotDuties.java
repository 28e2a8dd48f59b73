package io.kadmos.dht.slot;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.membership.Membership;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.NodeState;
import io.kadmos.dht.record.ReplicaState;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.TransferStatus;
import io.kadmos.dht.rpc.Caller;
import io.kadmos.dht.rpc.HandlerRegistry;
import io.kadmos.dht.storage.Rows;

/** Everything a node does about its slots besides answering for their data, wired. */
public final class SlotDuties {

    private final SlotTable table;
    private final Rows rows;
    private final ChangeAcceptor acceptor;
    private final TransferServer transfers;
    private final Forgetting forgetting;
    private final Takeovers takeovers;
    private final Learner learner;
    private final Retirement retirement;
    private final ConfigurationGossip gossip;
    private final SlotLocator locator;
    private final Membership membership;
    private final Admission admission;
    private final Drain drain;
    private final DiskWitnesses witnesses;
    private final Solitude solitude;
    private final RecoveryServer recoveryServer;
    private final Recovery recovery;
    private final TransferProgress incoming = new TransferProgress();
    private final TransferProgress outgoing = new TransferProgress();
    private final Consumer<NodeEvent> events;

    /**
     * Wires the duties of a node; nothing happens before {@link #start}.
     *
     * @param contradicted told who saw this node's disk with how many changes more than it has
     */
    public SlotDuties(SlotHost host, Membership membership, Caller rpc, DiskWitnesses.Storage storage,
            BiConsumer<Member, Long> contradicted) {
        this.membership = membership;
        events = host.events();
        table = host.table();
        rows = host.rows();
        acceptor = new ChangeAcceptor(table);
        transfers = new TransferServer(host.table(), host.rows(), host.events());
        forgetting = new Forgetting(host);
        learner = new Learner(host);
        takeovers = new Takeovers(host, this::activated);
        retirement = new Retirement(host, learner, outgoing::slotDone);
        gossip = new ConfigurationGossip(host, membership::contacts, rpc);
        locator = new SlotLocator(host.table(), membership);
        admission = new Admission(host, membership, forgetting::wantsNewEpoch);
        drain = new Drain(host, membership, learner, retirement);
        recoveryServer = new RecoveryServer(host.table(), storage.marks());
        recovery = new Recovery(host, membership);
        witnesses = new DiskWitnesses(host, storage, membership::isSuspect, contradicted);
        solitude = new Solitude(host, storage.facts(), gossip);
        host.table().onChange(slot -> {
            takeovers.changed(slot);
            witnesses.changed();
        });
    }

    private void activated(Slot slot) {
        incoming.slotDone(takeovers.count() - 1 + learner.pending());
        events.accept(new NodeEvent.SlotActivated(slot.index()));
        forgetting.activated(slot);
    }

    /** Begins to answer. */
    public void register(HandlerRegistry server) {
        acceptor.register(server);
        transfers.register(server);
        learner.register(server);
        gossip.register(server);
        locator.register(server);
        witnesses.register(server);
        recoveryServer.register(server);
    }

    /** Begins to work; ends with the loop. */
    public void start() {
        forgetting.start();
        learner.start();
        retirement.start();
        gossip.start();
        admission.start();
        witnesses.start();
        solitude.start();
    }

    /** Another node was met, or is heard of again, in this state. */
    public void met(Id peer, NodeState state) {
        witnesses.met();
        if (state == NodeState.ACTIVE || state == NodeState.DRAINING) {
            membership.contact(peer).ifPresent(solitude::met);
        }
    }

    /** Finds out who is responsible for a slot. */
    public SlotLocator locator() {
        return locator;
    }

    /** What this node knows of every slot. */
    public SlotTable table() {
        return table;
    }

    /** What this node stores. */
    public Rows rows() {
        return rows;
    }

    /** How many slots of this node are on their way from one epoch to the next. */
    public int moving() {
        return table.which(state -> state.isUndecided() || state.replica() == ReplicaState.SEALED
                || (state.current().contains(table.self()) && !state.isActive())).size();
    }

    /** Rows came from another node, or went to one. */
    public void moved(NodeEvent.RowsMoved rows) {
        switch (rows.direction()) {
            case RECEIVED -> incoming.moved(rows.rows(), rows.bytes());
            case SENT -> outgoing.moved(rows.rows(), rows.bytes());
        }
    }

    /** What comes to this node. */
    public TransferStatus incoming() {
        return incoming.status(takeovers.count() + learner.pending());
    }

    /** What goes from this node. */
    public TransferStatus outgoing() {
        return outgoing.status(retirement.toGo());
    }

    /** What an operator has done when most disks of some slots are lost. */
    public Recovery recovery() {
        return recovery;
    }

    /** The departure of this node. */
    public Drain drain() {
        return drain;
    }
}
