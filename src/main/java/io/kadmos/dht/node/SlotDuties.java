package io.kadmos.dht.node;

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
import io.kadmos.dht.register.upkeep.TombstoneCollection;
import io.kadmos.dht.rpc.Caller;
import io.kadmos.dht.rpc.HandlerRegistry;
import io.kadmos.dht.slot.ConfigurationGossip;
import io.kadmos.dht.slot.SlotContext;
import io.kadmos.dht.slot.SlotLocator;
import io.kadmos.dht.slot.SlotTable;
import io.kadmos.dht.slot.change.ChangeAcceptor;
import io.kadmos.dht.slot.change.Rebalancing;
import io.kadmos.dht.slot.departure.Drain;
import io.kadmos.dht.slot.departure.Retirement;
import io.kadmos.dht.slot.recovery.Recovery;
import io.kadmos.dht.slot.recovery.RecoveryServer;
import io.kadmos.dht.slot.rollback.DiskWitnesses;
import io.kadmos.dht.slot.rollback.Solitude;
import io.kadmos.dht.slot.transfer.Takeovers;
import io.kadmos.dht.slot.transfer.TransferProgress;
import io.kadmos.dht.slot.transfer.TransferServer;
import io.kadmos.dht.slot.transfer.WarmUps;
import io.kadmos.dht.storage.Rows;

/** Everything a node does about its slots besides answering for their data, wired. */
public final class SlotDuties {

    private final SlotTable table;
    private final Rows rows;
    private final ChangeAcceptor acceptor;
    private final TransferServer transfers;
    private final TombstoneCollection forgetting;
    private final Takeovers takeovers;
    private final WarmUps learner;
    private final Retirement retirement;
    private final ConfigurationGossip gossip;
    private final SlotLocator locator;
    private final Membership membership;
    private final Rebalancing admission;
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
     * @param contradicted told who saw this node's disk with how many edits more than it has
     */
    public SlotDuties(SlotContext context, Membership membership, Caller rpc, DiskWitnesses.OwnDisk storage,
            BiConsumer<Member, Long> contradicted) {
        this.membership = membership;
        events = context.events();
        table = context.table();
        rows = context.rows();
        acceptor = new ChangeAcceptor(table);
        transfers = new TransferServer(context.table(), context.rows(), context.events());
        forgetting = new TombstoneCollection(context);
        learner = new WarmUps(context);
        takeovers = new Takeovers(context, this::activated);
        retirement = new Retirement(context, learner, outgoing::slotDone);
        gossip = new ConfigurationGossip(context, membership::contacts, rpc);
        locator = new SlotLocator(context.table(), membership);
        admission = new Rebalancing(context, membership, forgetting::wantsNewEpoch);
        drain = new Drain(context, membership, learner, retirement);
        recoveryServer = new RecoveryServer(context.table(), storage.marks());
        recovery = new Recovery(context, membership);
        witnesses = new DiskWitnesses(context, storage, membership::isSuspect, contradicted);
        solitude = new Solitude(context, storage.facts(), gossip);
        context.table().onChange(slot -> {
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
