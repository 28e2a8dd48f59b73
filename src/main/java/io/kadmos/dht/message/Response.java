package io.kadmos.dht.message;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Body;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Formation;
import io.kadmos.dht.record.Outline;
import io.kadmos.dht.record.RoutingReport;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotSuccession;
import io.kadmos.dht.record.Succession;

/** An answer. */
public sealed interface Response extends Message {

    /** Its type. */
    default ResponseType type() {
        return ResponseType.of(this);
    }

    @Override
    default String typeName() {
        return type().typeName();
    }

    /** What it says, for people: the reason if it gives one, else the name of its type. */
    default String summary() {
        return typeName();
    }

    /** The most contacts that one answer may name. */
    int MAX_CONTACTS = 20;

    /** Who the answerer is. */
    record Welcome(Introduction introduction) implements Response {}

    /** I am here, and this is my time of day. */
    record Pong(long wallMillis) implements Response {}

    /**
     * It got through, and this is as long.
     *
     * @param paddingBytes zeros at its end
     */
    record PathProbed(int paddingBytes) implements Response {}

    /** The contacts closest to the target that the answerer knows, nearest first. */
    record Nodes(List<Contact> closest) implements Response {

        /** Copies the contacts and checks their number. */
        public Nodes {
            closest = Bounds.atMost(MAX_CONTACTS, closest, "contacts");
        }
    }

    /** The succession, if the answerer knows one, and the contacts closest to the slot's point. */
    record SlotFound(@Nullable Succession succession, List<Contact> closest) implements Response {

        /** Copies the contacts and checks their number. */
        public SlotFound {
            closest = Bounds.atMost(MAX_CONTACTS, closest, "contacts");
        }
    }

    /** I am an initial member, was told the same, belong to no cluster yet, and this is my disk. */
    record Blank(DiskId disk) implements Response {}

    /** I belong to this cluster. */
    record AlreadyFormed(Formation formation) implements Response {}

    /**
     * I cannot go along with what you said.
     *
     * @param cause for nodes to act on
     * @param reason for people to read
     */
    record Disagrees(Cause cause, String reason) implements Response {

        /** The longest reason, in characters. */
        public static final int MAX_REASON = 500;

        /** Why, as far as it makes a difference to the node that asked. */
        public enum Cause {
            /** Nothing that a node could act on, or what this version does not know. */
            OTHER,
            /** Another living node bears the name of the node that asked. */
            NAME_TAKEN
        }

        /** Requires the cause, and cuts a reason that is too long. */
        public Disagrees {
            Objects.requireNonNull(cause);
            reason = reason.substring(0, Math.min(reason.length(), MAX_REASON));
        }

        /** For a reason that no node acts on. */
        public Disagrees(String reason) {
            this(Cause.OTHER, reason);
        }

        @Override
        public String summary() {
            return reason;
        }
    }

    /** The state of a register: nothing where the key was never written. The body may be left out of it. */
    record Current(@Nullable Outline outline, @Nullable Body body) implements Response {}

    /**
     * The promise not to take part in lower ballots, and the state of the register.
     *
     * @param full whether the disk is above its high-water mark, so that nothing may grow
     */
    record Promised(@Nullable Outline outline, @Nullable Body body, boolean full) implements Response {}

    /** The record is durable here. */
    record Accepted() implements Response {}

    /** The slots, among those asked about, whose digest differs and which the answerer serves in the same epoch. */
    record DifferingSlots(List<Slot> slots) implements Response {

        /** Copies the slots and checks their number. */
        public DifferingSlots {
            slots = Bounds.atMost(Request.CompareSlots.MAX_SLOTS, slots, "slots");
        }
    }

    /** Records in row order, and whether there are more behind them. */
    record Rows(List<RowDigest> rows, boolean more) implements Response {

        /** The most rows that one answer may list. */
        public static final int MAX_ROWS = 128;

        /** Copies the rows and checks their number. */
        public Rows {
            rows = Bounds.atMost(MAX_ROWS, rows, "rows");
        }
    }

    /** What a member says about the next members of the slots that it was asked about. */
    record ChangeVerdicts(List<ChangeVerdict> verdicts) implements Response {

        /** Copies the verdicts and checks their number. */
        public ChangeVerdicts {
            verdicts = Bounds.atMost(Request.MAX_BATCH, verdicts, "verdicts");
        }
    }

    /** How the slots that it was told about stand at the answerer. */
    record Standings(List<SlotStanding> standings) implements Response {

        /** Copies the standings and checks their number. */
        public Standings {
            standings = Bounds.atMost(Request.MAX_BATCH, standings, "standings");
        }
    }

    /** The newest successions of some slots, and whether more of them may be news. */
    record Successions(List<SlotSuccession> successions, boolean more) implements Response {

        /** Copies the successions and checks their number. */
        public Successions {
            successions = Bounds.atMost(Request.MAX_BATCH, successions, "successions");
        }
    }

    /** The slots, among those asked about, of which the learner holds all that it could get. */
    record Warm(List<Slot> slots) implements Response {

        /** Copies the slots and checks their number. */
        public Warm {
            slots = Bounds.atMost(Request.MAX_BATCH, slots, "slots");
        }
    }

    /**
     * Records in row order that are handed over.
     *
     * @param active whether the answerer is already active in the epoch that takes over, so that it alone is enough
     * @param damaged keys in the same range whose records cannot be read here: neither present nor absent
     * @param more whether there are more behind them
     */
    record TakeoverPage(boolean active, List<RowDigest> rows, List<Key> damaged, boolean more) implements Response {

        /** Copies both lists and checks their numbers. */
        public TakeoverPage {
            rows = List.copyOf(rows);
            damaged = List.copyOf(damaged);
            if (rows.size() + damaged.size() > Rows.MAX_ROWS || (more && rows.isEmpty() && damaged.isEmpty())) {
                throw new IllegalArgumentException(rows.size() + " rows and " + damaged.size() + " damaged ones");
            }
        }
    }

    /** With how many durable edits the asker's disk was seen before it asked; with none if it was never seen. */
    record DiskSeen(long edits) implements Response {

        /** Checks the number. */
        public DiskSeen {
            Bounds.notNegative(edits, "edits");
        }
    }

    /** Records that were asked for; those that do not fit have to be asked for again. */
    record Records(List<KeyedRecord> records) implements Response {

        /** Copies the records and checks their number. */
        public Records {
            records = Bounds.atMost(Rows.MAX_ROWS, records, "records");
        }
    }

    /** Whom the answerer knows. */
    record RoutingTable(RoutingReport report) implements Response {}

    /** What the answerer knows and holds of the slots, in their order. */
    record Surveyed(List<SlotSurvey> slots) implements Response {

        /** Copies the slots and checks their number. */
        public Surveyed {
            slots = Bounds.atMost(Request.MAX_BATCH, slots, "slots");
        }
    }

    /** Nobody will take one of those disks for what it was. */
    record DisksGivenUp() implements Response {}

    /** Why a replica does not do what it was asked. Nothing was changed by the request. */
    sealed interface Refusal extends Response {}

    /** A higher ballot was promised. */
    record Outbid(Ballot promised) implements Refusal {}

    /** The slot is in a later epoch. */
    record WrongEpoch(Succession newer) implements Refusal {}

    /** This node does not serve the slot in that epoch, and knows nothing newer. */
    record NotActive() implements Refusal {}

    /** The record of this key is damaged here: neither present nor absent. */
    record Damaged() implements Refusal {}

    /** Too much to do. */
    record Busy() implements Refusal {}

    /** A question that this version does not know. */
    record Unsupported() implements Refusal {}
}
