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

/**
 * An answer of one node to a {@link Request} of another, or a refusal (protocol.md §3). An answer that shows or
 * confirms a state is sent after that state is durable; what has to be durable stands with the request. Answers are
 * immutable; their constructors check the bounds and throw {@link IllegalArgumentException}.
 */
public sealed interface Response extends Message {

    /** Its type. */
    default ResponseType type() {
        return ResponseType.of(this);
    }

    @Override
    default String typeName() {
        return type().typeName();
    }

    /** A text for logs: the reason if the answer gives one, else the name of its type. */
    default String summary() {
        return typeName();
    }

    /** The most contacts that one answer may name. */
    int MAX_CONTACTS = 20;

    /** Answers {@link Request.Hello}: the answerer introduces itself, which proves its address (protocol.md W12). */
    record Welcome(Introduction introduction) implements Response {}

    /**
     * Answers {@link Request.Ping}: the answerer is alive.
     *
     * @param wallMillis its time of day, in milliseconds since 1970
     */
    record Pong(long wallMillis) implements Response {}

    /**
     * Answers {@link Request.ProbePath} with a message of the same length: the question got through.
     *
     * @param paddingBytes the number of zeros at the end of the message
     */
    record PathProbed(int paddingBytes) implements Response {}

    /** Answers {@link Request.FindNode}: the contacts closest to the target that the answerer knows, nearest first. */
    record Nodes(List<Contact> closest) implements Response {

        /** Copies the contacts and checks their number. */
        public Nodes {
            closest = Bounds.atMost(MAX_CONTACTS, closest, "contacts");
        }
    }

    /**
     * Answers {@link Request.FindSlot}: the newest succession that the answerer knows, if any, and the contacts closest
     * to the slot's point, nearest first.
     */
    record SlotFound(@Nullable Succession succession, List<Contact> closest) implements Response {

        /** Copies the contacts and checks their number. */
        public SlotFound {
            closest = Bounds.atMost(MAX_CONTACTS, closest, "contacts");
        }
    }

    /**
     * Answers {@link Request.ProposeForming}: the answerer is an initial member with the same settings, and belongs to
     * no cluster yet. The initiator's disk id is durable at the answerer (protocol.md F2).
     *
     * @param disk the answerer's disk
     */
    record Blank(DiskId disk) implements Response {}

    /**
     * Answers the questions of forming: the answerer belongs to the cluster that began so. The formation is durable.
     */
    record AlreadyFormed(Formation formation) implements Response {}

    /**
     * The answerer does not do or take what the question asks for. It is an answer to a greeting, to a question of
     * forming or recovery, or to one about a disk.
     *
     * @param cause for the node that asked, which may act on it
     * @param reason for operators
     */
    record Disagrees(Cause cause, String reason) implements Response {

        /** The longest reason, in characters. */
        public static final int MAX_REASON = 500;

        /** Why the answerer disagrees, as far as it makes a difference to the node that asked. */
        public enum Cause {
            /** A cause on which no node acts, or one that this version does not know. */
            OTHER,
            /** Another living node bears the name of the node that asked. */
            NAME_TAKEN
        }

        /** Requires the cause, and cuts a reason that is too long. */
        public Disagrees {
            Objects.requireNonNull(cause);
            reason = reason.substring(0, Math.min(reason.length(), MAX_REASON));
        }

        /** A disagreement on whose cause no node acts. */
        public Disagrees(String reason) {
            this(Cause.OTHER, reason);
        }

        @Override
        public String summary() {
            return reason;
        }
    }

    /**
     * Answers {@link Request.Query}: the record of the key, which is durable.
     *
     * @param outline null where the replica holds no record of the key
     * @param body null where there is no record, or where the question wants no body of this size
     */
    record Current(@Nullable Outline outline, @Nullable Body body) implements Response {}

    /**
     * Answers {@link Request.Prepare}: the replica promises not to take part in lower ballots (protocol.md R2), and
     * shows its record of the key as in {@link Current}.
     *
     * @param full whether the disk is above its high-water mark, so that the gateway applies no write that needs more
     *     space
     */
    record Promised(@Nullable Outline outline, @Nullable Body body, boolean full) implements Response {}

    /** Answers {@link Request.Accept}: the record is accepted and durable at the answerer. */
    record Accepted() implements Response {}

    /**
     * Answers {@link Request.CompareSlots}: those of the slots whose digest differs and which the answerer serves in
     * the same epoch.
     */
    record DifferingSlots(List<Slot> slots) implements Response {

        /** Copies the slots and checks their number. */
        public DifferingSlots {
            slots = Bounds.atMost(Request.CompareSlots.MAX_SLOTS, slots, "slots");
        }
    }

    /**
     * Answers {@link Request.ListRows}: keys and ballots in row order.
     *
     * @param more whether the answerer has more rows behind these
     */
    record Rows(List<RowDigest> rows, boolean more) implements Response {

        /** The most rows that one answer may list. */
        public static final int MAX_ROWS = 128;

        /** Copies the rows and checks their number. */
        public Rows {
            rows = Bounds.atMost(MAX_ROWS, rows, "rows");
        }
    }

    /**
     * Answers both phases of a change: what the answerer says about each slot that it was asked about. The state behind
     * each verdict is durable (protocol.md C5).
     */
    record ChangeVerdicts(List<ChangeVerdict> verdicts) implements Response {

        /** Copies the verdicts and checks their number. */
        public ChangeVerdicts {
            verdicts = Bounds.atMost(Request.MAX_BATCH, verdicts, "verdicts");
        }
    }

    /** Answers {@link Request.TellSuccessions}: how the slots that the answerer was told about stand there. */
    record Standings(List<SlotStanding> standings) implements Response {

        /** Copies the standings and checks their number. */
        public Standings {
            standings = Bounds.atMost(Request.MAX_BATCH, standings, "standings");
        }
    }

    /**
     * Answers {@link Request.CompareConfigurations}: the newest successions that the answerer knows of slots in groups
     * whose digests differ.
     *
     * @param more whether there are more of them than one answer takes
     */
    record Successions(List<SlotSuccession> successions, boolean more) implements Response {

        /** Copies the successions and checks their number. */
        public Successions {
            successions = Bounds.atMost(Request.MAX_BATCH, successions, "successions");
        }
    }

    /** Answers {@link Request.WarmUp}: those of the slots of which the newcomer has all rows that it could fetch. */
    record Warm(List<Slot> slots) implements Response {

        /** Copies the slots and checks their number. */
        public Warm {
            slots = Bounds.atMost(Request.MAX_BATCH, slots, "slots");
        }
    }

    /**
     * Answers {@link Request.ListTakeover}: keys and ballots that the answerer hands over, in row order.
     *
     * @param active whether the answerer is already active in the epoch that takes over, so that its page alone is
     *     enough (protocol.md T1)
     * @param damaged keys in the same range whose rows the answerer cannot read: neither present nor absent
     *     (protocol.md T4)
     * @param more whether the answerer has more rows behind these
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

    /**
     * Answers {@link Request.CompareDisk}.
     *
     * @param edits the most durable edits with which the witness saw the asker's disk before this question; 0 if it
     *     never saw that disk
     */
    record DiskSeen(long edits) implements Response {

        /** Checks the number. */
        public DiskSeen {
            Bounds.notNegative(edits, "edits");
        }
    }

    /**
     * Answers {@link Request.FetchRecords}: records that were asked for, all durable. The asker asks again for those
     * that do not fit.
     */
    record Records(List<KeyedRecord> records) implements Response {

        /** Copies the records and checks their number. */
        public Records {
            records = Bounds.atMost(Rows.MAX_ROWS, records, "records");
        }
    }

    /** Answers {@link Request.AskRoutingTable}: the contacts that the answerer knows, by bucket. */
    record RoutingTable(RoutingReport report) implements Response {}

    /** Answers {@link Request.SurveySlots}: what the answerer knows and holds of the slots, ascending. */
    record Surveyed(List<SlotSurvey> slots) implements Response {

        /** Copies the slots and checks their number. */
        public Surveyed {
            slots = Bounds.atMost(Request.MAX_BATCH, slots, "slots");
        }
    }

    /** Answers {@link Request.GiveUpDisks}: the answerer's marks of the disks are durable (protocol.md B7). */
    record DisksGivenUp() implements Response {}

    /** Why a replica does not do what it was asked. The request changed nothing at the replica. */
    sealed interface Refusal extends Response {}

    /**
     * The replica promised a higher ballot (protocol.md R2).
     *
     * @param promised that ballot
     */
    record Outbid(Ballot promised) implements Refusal {}

    /**
     * The slot is in a later epoch than the question (protocol.md C3).
     *
     * @param newer the newest succession that the answerer knows
     */
    record WrongEpoch(Succession newer) implements Refusal {}

    /**
     * The answerer does not serve the slot in that epoch and knows no later one, or its disk is not believed
     * (protocol.md C3).
     */
    record NotActive() implements Refusal {}

    /** The answerer cannot read its row of this key, which is neither present nor absent there (protocol.md R14). */
    record Damaged() implements Refusal {}

    /** The answerer cannot answer now: it has too much to do, or is not ready for the question. */
    record Busy() implements Refusal {}

    /** The answerer's version does not know the question (protocol.md W5). */
    record Unsupported() implements Refusal {}
}
