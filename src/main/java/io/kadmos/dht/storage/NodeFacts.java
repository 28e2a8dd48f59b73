package io.kadmos.dht.storage;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Formation;
import io.kadmos.dht.runtime.Disk;
import io.kadmos.dht.runtime.Disk.Edit;
import io.kadmos.dht.runtime.Disk.Entry;
import io.kadmos.dht.runtime.Disk.Scanned;

/**
 * What this node knows about itself and must not forget: how often it started, whom it heard of as the initiator, the
 * cluster's beginning, the promise ceiling, how far the disk was when it was last confirmed, and where its peers were,
 * which is a hint only. Each fact carries a
 * checksum; a damaged one stops the start, because guessing it would be amnesia.
 */
public final class NodeFacts {

    /** The most peers that are remembered. */
    public static final int MAX_PEERS = 64;

    private static final byte[] INCARNATION = Layout.fact("incarnation");
    /** The name on the disk is the one that the first release wrote. */
    private static final byte[] INITIATOR = Layout.fact("former");
    private static final byte[] FORMATION = Layout.fact("formation");
    private static final byte[] CONFIRMED = Layout.fact("formation-confirmed");
    private static final byte[] CEILING = Layout.fact("promise-ceiling");
    private static final byte[] UNCONFIRMED = Layout.fact("unconfirmed-changes");
    private static final byte[] PEERS = Layout.fact("peers");
    /** More facts than there are names for, so that one scan reads all. */
    private static final int SCAN_LIMIT = 64;

    private final Disk disk;
    private long incarnation;
    private @Nullable DiskId initiator;
    private @Nullable Formation formation;
    private boolean formationConfirmed;
    private long promiseCeiling;
    private @Nullable Long unconfirmed;
    private List<Contact> peers = List.of();

    /** Facts on a disk; nothing is known before {@link #load}. */
    public NodeFacts(Disk disk) {
        this.disk = disk;
    }

    /** Reads everything and counts this start durably, then answers: with a problem, if the disk cannot be trusted. */
    public void load(Consumer<Optional<StorageException>> loaded) {
        byte[][] range = Layout.facts();
        disk.scan(range[0], range[1], SCAN_LIMIT, scanned -> {
            Optional<StorageException> problem = take(scanned);
            if (problem.isPresent()) {
                loaded.accept(problem);
                return;
            }
            incarnation++;
            if (unconfirmed == null) {
                unconfirmed = disk.durableEdits();
            }
            disk.write(List.of(fact(INCARNATION, FactFormat.number(incarnation)),
                    fact(UNCONFIRMED, FactFormat.number(unconfirmed))), () -> loaded.accept(Optional.empty()));
        });
    }

    /** How many times a node started on this disk, this time included. */
    public long incarnation() {
        return incarnation;
    }

    /** The disk of the node that forms the cluster, as this node was last told. */
    public Optional<DiskId> initiator() {
        return Optional.ofNullable(initiator);
    }

    /** Remembers who forms the cluster. */
    public void rememberInitiator(DiskId initiatorsDisk, Runnable durable) {
        initiator = initiatorsDisk;
        remember(INITIATOR, FactFormat.disk(initiatorsDisk), durable);
    }

    /** How the cluster began, if this node knows. */
    public Optional<Formation> formation() {
        return Optional.ofNullable(formation);
    }

    /** Remembers how the cluster began, once and for ever. */
    public void rememberFormation(Formation formed, Runnable durable) {
        formation = formed;
        remember(FORMATION, FactFormat.formation(formed), durable);
    }

    /** Whether another node is known to have the same formation, so that it can never be another one. */
    public boolean isFormationConfirmed() {
        return formationConfirmed;
    }

    /** Remembers that another node has the same formation; nobody waits for it. */
    public void rememberFormationConfirmed() {
        formationConfirmed = true;
        remember(CONFIRMED, FactFormat.number(1), () -> {});
    }

    /** No promise and no accepted record of this disk has a clock reading above this. */
    public long promiseCeiling() {
        return promiseCeiling;
    }

    /**
     * How many edits this disk had made durable when a node last started on it without knowing whether it had ever
     * made more. What such a node writes before it knows must not hide that a disk was put back; so this counts over
     * all starts until one of them is confirmed.
     */
    public long unconfirmedEdits() {
        return Objects.requireNonNull(unconfirmed, "not loaded");
    }

    /** Remembers that this start was confirmed: the next one begins anew. */
    public void rememberConfirmed(Runnable durable) {
        disk.write(List.of(new Edit(UNCONFIRMED, null)), durable);
    }

    /** Where peers were when they were last remembered. */
    public List<Contact> peers() {
        return peers;
    }

    /** Remembers peers, the first {@link #MAX_PEERS} of them; nobody waits for it. */
    public void rememberPeers(List<Contact> contacts) {
        peers = List.copyOf(contacts.subList(0, Math.min(contacts.size(), MAX_PEERS)));
        remember(PEERS, FactFormat.contacts(peers), () -> {});
    }

    /** Raises the promise ceiling. */
    void rememberPromiseCeiling(long hlc, Runnable durable) {
        promiseCeiling = hlc;
        remember(CEILING, FactFormat.number(hlc), durable);
    }

    private void remember(byte[] fact, byte[] value, Runnable durable) {
        disk.write(List.of(fact(fact, value)), durable);
    }

    private static Edit fact(byte[] name, byte[] value) {
        return new Edit(name, Checksum.append(value));
    }

    private Optional<StorageException> take(Scanned scanned) {
        return switch (scanned) {
            case Scanned.Unreadable(var reason) -> Optional.of(damaged("facts", reason));
            case Scanned.Entries(var entries) ->
                entries.stream().map(this::take).flatMap(Optional::stream).findFirst();
        };
    }

    private Optional<StorageException> take(Entry entry) {
        String name = Layout.nameOfFact(entry.key());
        Optional<ByteBuffer> intact = Checksum.verify(entry.value());
        if (intact.isEmpty()) {
            return Optional.of(damaged(name, "its checksum is wrong"));
        }
        try {
            take(entry.key(), intact.get());
            return Optional.empty();
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return Optional.of(damaged(name, String.valueOf(e.getMessage())));
        }
    }

    private void take(byte[] fact, ByteBuffer value) {
        if (Arrays.equals(fact, INCARNATION)) {
            incarnation = value.getLong();
        } else if (Arrays.equals(fact, INITIATOR)) {
            initiator = FactFormat.readDisk(value);
        } else if (Arrays.equals(fact, FORMATION)) {
            formation = FactFormat.readFormation(value);
        } else if (Arrays.equals(fact, CONFIRMED)) {
            formationConfirmed = true;
        } else if (Arrays.equals(fact, CEILING)) {
            promiseCeiling = value.getLong();
        } else if (Arrays.equals(fact, UNCONFIRMED)) {
            unconfirmed = value.getLong();
        } else if (Arrays.equals(fact, PEERS)) {
            peers = FactFormat.readContacts(value);
        }
    }

    private static StorageException damaged(String what, String reason) {
        return new StorageException("the data directory is damaged: " + what + ": " + reason
                + "; restore the directory, or empty it and let the node join again as a new one");
    }
}
