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

/** The parts of a node that see to its slots, besides answering for their data, wired. */
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
     * Wires them; nothing happens before {@link #start}.
     *
     * @param contradicted told who saw this node's disk with how many edits more than it has
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
            witnesses.changed();
        });
    }

    private void activated(Slot slot) {
        incoming.slotDone(takeovers.count() - 1 + warmUps.pending());
        tombstones.activated(slot);
    }

    /** Begins to answer. */
    void register(HandlerRegistry server) {
        acceptor.register(server);
        transfers.register(server);
        warmUps.register(server);
        gossip.register(server);
        locator.register(server);
        witnesses.register(server);
        recoveryServer.register(server);
    }

    /** Begins to work; ends with the loop. */
    void start() {
        tombstones.start();
        warmUps.start();
        retirement.start();
        gossip.start();
        rebalancing.start();
        witnesses.start();
        solitude.start();
    }

    /** Another node was met, or is in another state than before. */
    void entered(Peer peer) {
        witnesses.entered(peer.state());
        solitude.entered(peer.contact(), peer.state());
    }

    /** Finds out who is responsible for a slot. */
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

    /** What comes to this node. */
    TransferStatus incoming() {
        return incoming.status(takeovers.count() + warmUps.pending());
    }

    /** What goes from this node. */
    TransferStatus outgoing() {
        return outgoing.status(retirement.toGo());
    }

    /** What an operator has done when most disks of some slots are lost. */
    Recovery recovery() {
        return recovery;
    }

    /** The departure of this node. */
    Drain drain() {
        return drain;
    }
}
