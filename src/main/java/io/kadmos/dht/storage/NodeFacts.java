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
 * The facts about this node that it must not forget: how often it started, the disk of the initiator (protocol.md F2),
 * the formation (protocol.md F3, F4), the promise ceiling (protocol.md R3) and the number of edits since the disk was
 * last confirmed (protocol.md B2). The addresses of its peers are kept as a hint only. Each fact has a checksum. A
 * damaged fact stops the start, because a node that guesses one may break a promise. Event loop only.
 */
public final class NodeFacts {

    /** The most peers whose addresses are remembered. */
    public static final int MAX_PEERS = 64;

    private static final byte[] INCARNATION = Layout.fact("incarnation");
    /** The name on the disk is the one that the first release wrote. */
    private static final byte[] INITIATOR = Layout.fact("former");
    private static final byte[] FORMATION = Layout.fact("formation");
    private static final byte[] CONFIRMED = Layout.fact("formation-confirmed");
    private static final byte[] CEILING = Layout.fact("promise-ceiling");
    private static final byte[] UNCONFIRMED = Layout.fact("unconfirmed-changes");
    private static final byte[] PEERS = Layout.fact("peers");
    /** More than there are facts, so that one scan reads all. */
    private static final int SCAN_LIMIT = 64;

    private final Disk disk;
    private long incarnation;
    private @Nullable DiskId initiator;
    private @Nullable Formation formation;
    private boolean formationConfirmed;
    private long promiseCeiling;
    private @Nullable Long unconfirmed;
    private List<Contact> peers = List.of();

    /** The facts on a disk; none are known before {@link #load}. */
    public NodeFacts(Disk disk) {
        this.disk = disk;
    }

    /**
     * Reads all facts and counts this start durably. Then answers, with a problem if the disk is damaged or cannot be
     * read.
     */
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

    /** How many times a node started on this disk, this start included. */
    public long incarnation() {
        return incarnation;
    }

    /** The disk of the initiator, as this node was last told. */
    public Optional<DiskId> initiator() {
        return Optional.ofNullable(initiator);
    }

    /**
     * Remembers the disk of the initiator; it must be durable before this node answers the initiator (protocol.md F2).
     */
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

    /** Whether another node is known to have the same formation, so that it is final (protocol.md F4). */
    public boolean isFormationConfirmed() {
        return formationConfirmed;
    }

    /** Remembers that another node has the same formation. The caller does not wait for the write. */
    public void rememberFormationConfirmed() {
        formationConfirmed = true;
        remember(CONFIRMED, FactFormat.number(1), () -> {});
    }

    /** The durable promise ceiling: no promise and no accepted record of this disk has a greater clock reading. */
    public long promiseCeiling() {
        return promiseCeiling;
    }

    /**
     * How many edits this disk had made durable at the first start since it was last confirmed. Edits that a node makes
     * before it is confirmed must not hide that the disk was put back, so further unconfirmed starts keep the number
     * (protocol.md B2).
     *
     * @throws NullPointerException before the facts are loaded
     */
    public long unconfirmedEdits() {
        return Objects.requireNonNull(unconfirmed, "not loaded");
    }

    /** Remembers that this start was confirmed: the next start counts from its own number of edits. */
    public void rememberConfirmed(Runnable durable) {
        disk.write(List.of(new Edit(UNCONFIRMED, null)), durable);
    }

    /** The addresses of peers when they were last remembered. */
    public List<Contact> peers() {
        return peers;
    }

    /** Remembers the first {@link #MAX_PEERS} of these peers. The caller does not wait for the write. */
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
