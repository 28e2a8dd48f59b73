package io.kadmos.dht.node;

import java.util.function.BiConsumer;

import io.kadmos.dht.membership.Membership;
import io.kadmos.dht.membership.Peer;
import io.kadmos.dht.record.Member;
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

/** The wired parts of a node that see to its slots, besides those that answer for their data. Event loop only. */
final class SlotParts {

    private final SlotTable table;
    private final Rows rows;
    private final ChangeAcceptor acceptor;
    private final TransferServer transfers;
    private final TombstoneCollection tombstones;
    private final Takeovers takeovers;
    private final WarmUps warmUps;
    private final Retirement retirement;
    private final ConfigurationGossip gossip;
    private final SlotLocator locator;
    private final Rebalancing rebalancing;
    private final Drain drain;
    private final DiskWitnesses witnesses;
    private final Solitude solitude;
    private final RecoveryServer recoveryServer;
    private final Recovery recovery;
    private final TransferProgress incoming = new TransferProgress();
    private final TransferProgress outgoing = new TransferProgress();

    /**
     * Wires the parts; none works before {@link #start}.
     *
     * @param contradicted called with a member that has seen the disk of this node with more edits than it has now, and
     *     with that number of edits
     */
    SlotParts(SlotContext context, Membership membership, Caller rpc, DiskWitnesses.OwnDisk storage,
            BiConsumer<Member, Long> contradicted) {
        table = context.table();
        rows = context.rows();
        acceptor = new ChangeAcceptor(table);
        transfers = new TransferServer(context, outgoing);
        tombstones = new TombstoneCollection(context);
        warmUps = new WarmUps(context, incoming);
        takeovers = new Takeovers(context, incoming, this::activated);
        retirement = new Retirement(context, warmUps, outgoing::slotDone);
        gossip = new ConfigurationGossip(context, membership::contacts, rpc);
        locator = new SlotLocator(context.table(), membership);
        rebalancing = new Rebalancing(context, membership, tombstones::wantsNewEpoch);
        drain = new Drain(context, membership, warmUps, retirement);
        recoveryServer = new RecoveryServer(context.table(), storage.marks());
        recovery = new Recovery(context, membership);
        witnesses = new DiskWitnesses(context, storage, membership::isSuspect, contradicted);
        solitude = new Solitude(context, storage.facts(), gossip);
        context.table().onChange(slot -> {
            takeovers.changed(slot);
            witnesses.changed(slot);
        });
    }

    private void activated(Slot slot) {
        incoming.slotDone(takeovers.count() - 1 + warmUps.pending());
        tombstones.activated(slot);
    }

    /** Registers the handlers of requests about slots. */
    void register(HandlerRegistry server) {
        acceptor.register(server);
        transfers.register(server);
        warmUps.register(server);
        gossip.register(server);
        locator.register(server);
        witnesses.register(server);
        recoveryServer.register(server);
    }

    /** Begins to work, until the loop ends. */
    void start() {
        tombstones.start();
        warmUps.start();
        retirement.start();
        gossip.start();
        rebalancing.start();
        witnesses.start();
        solitude.start();
    }

    /** This node met another node, or that node has entered another state. */
    void entered(Peer peer) {
        witnesses.entered(peer.state());
        solitude.entered(peer.contact(), peer.state());
    }

    /** Finds the configurations of slots. */
    SlotLocator locator() {
        return locator;
    }

    /** What this node knows of every slot. */
    SlotTable table() {
        return table;
    }

    /** What this node stores. */
    Rows rows() {
        return rows;
    }

    /** What other nodes hand over to this node. */
    TransferStatus incoming() {
        return incoming.status(takeovers.count() + warmUps.pending());
    }

    /** What this node hands over to other nodes. */
    TransferStatus outgoing() {
        return outgoing.status(retirement.toGo());
    }

    /** The recovery that an operator orders when slots have lost a quorum of their disks. */
    Recovery recovery() {
        return recovery;
    }

    /** The drain of this node. */
    Drain drain() {
        return drain;
    }
}
