package io.kadmos.dht.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Decree;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Formation;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.record.SlotSuccession;
import io.kadmos.dht.record.StoredRecord;

/**
 * A question that one node asks another, or itself (protocol.md §3). Each says who asks it, which answers it may get
 * and what is durable before the answer. Every question may also be answered by {@link Response.Busy} or
 * {@link Response.Unsupported}. A repeated question does no harm (protocol.md W8). Requests are immutable; their
 * constructors check the bounds and throw {@link IllegalArgumentException}.
 */
public sealed interface Request extends Message {

    /** Its type. */
    default RequestType type() {
        return RequestType.of(this);
    }

    @Override
    default String typeName() {
        return type().typeName();
    }

    /**
     * Whether the server answers a repeated question anew instead of keeping its answer. It may where a later answer
     * costs little and serves the asker as well (protocol.md W8).
     */
    default boolean isAnsweredAnew() {
        return false;
    }

    /** A question about the rows of one slot in one epoch. */
    sealed interface SlotRequest extends Request {

        /** The slot, and its epoch as the asker knows it. */
        SlotEpoch where();
    }

    /** A question about one key. Only an active replica of the key's slot carries it out (protocol.md C3). */
    sealed interface KeyRequest extends SlotRequest {

        /** The key; it belongs to the slot. */
        Key key();
    }

    /**
     * A node introduces itself to the node at an address and asks for its introduction. The answer proves that address
     * (protocol.md W12). Answer: {@link Response.Welcome}, or {@link Response.Disagrees} if another living node bears
     * the asker's name, or if the asker's id does not follow from its name.
     */
    record Hello(Introduction introduction) implements Request {}

    /**
     * A node asks another one whether it is alive and what time of day it is there. Answer: {@link Response.Pong}.
     *
     * @param wallMillis the asker's time of day, in milliseconds since 1970
     */
    record Ping(long wallMillis) implements Request {}

    /**
     * A node tries whether a datagram of this length gets through to another node. Answer: {@link Response.PathProbed}
     * of the same length.
     *
     * @param paddingBytes the number of zeros at the end of the message
     */
    record ProbePath(int paddingBytes) implements Request {

        private static final int OTHER_BYTES = MessageCodec.HEADER_BYTES + Short.BYTES;
        private static final int MAX_PADDING_BYTES = 0xffff;

        /** Checks the bounds of the padding. */
        public ProbePath {
            if (paddingBytes < 0 || paddingBytes > MAX_PADDING_BYTES) {
                throw new IllegalArgumentException("padding of " + paddingBytes + " bytes");
            }
        }

        /** A probe whose whole message has this many bytes. */
        public static ProbePath filling(int messageBytes) {
            return new ProbePath(messageBytes - OTHER_BYTES);
        }
    }

    /** A node asks, in a lookup, for the contacts closest to an id (Kademlia §2.3). Answer: {@link Response.Nodes}. */
    record FindNode(Id target) implements Request {}

    /**
     * A node asks, in a lookup, for the members of a slot when the members that it knows do not answer. Answer:
     * {@link Response.SlotFound}.
     */
    record FindSlot(Slot slot) implements Request {}

    /**
     * The initiator asks an initial member, until the cluster is formed, whether it is blank and has the same settings.
     * The member makes the initiator's disk id durable before it answers that it is blank (protocol.md F2). Answer:
     * {@link Response.Blank}, {@link Response.AlreadyFormed} or {@link Response.Disagrees}.
     *
     * @param initiator the initiator's disk
     */
    record ProposeForming(DiskId initiator, List<String> initialMembers, int replicationFactor, int slotBits)
            implements
                Request {

        /** Copies the names and checks their number. */
        public ProposeForming {
            initialMembers = Bounds.atMost(Formation.MAX_MEMBERS, initialMembers, "initial members");
        }
    }

    /**
     * The initiator offers its durable formation to an initial member until that member has it (protocol.md F3). The
     * member makes the formation durable before it answers. Answer: {@link Response.AlreadyFormed} with the formation
     * that the member now has, or {@link Response.Disagrees} if the member may not take the offer (protocol.md F5).
     *
     * @param initiator the initiator's disk
     */
    record OfferFormation(DiskId initiator, Formation formation) implements Request {}

    /**
     * A blank node asks a node of a cluster how that cluster began. Answer: {@link Response.AlreadyFormed}, or
     * {@link Response.Disagrees} from a node that belongs to no cluster yet.
     */
    record AskFormation() implements Request {}

    /**
     * A gateway reads a register at a member, and repair pulls a record from one. The record is durable before the
     * answer shows it (protocol.md R5). Answer: {@link Response.Current} or a {@link Response.Refusal}.
     */
    record Query(SlotEpoch where, Key key, Bodies bodies) implements KeyRequest {

        @Override
        public boolean isAnsweredAnew() {
            return true;
        }
    }

    /**
     * CASPaxos phase 1: a gateway asks a member to promise a ballot. A promise ceiling at or above the ballot's clock
     * reading is durable before the answer (protocol.md R3), and so is the record that the answer shows
     * (protocol.md R5). Answer: {@link Response.Promised} or a {@link Response.Refusal}.
     */
    record Prepare(SlotEpoch where, Key key, Ballot ballot, Bodies bodies) implements KeyRequest {}

    /**
     * CASPaxos phase 2: a gateway asks a member to accept a record at the record's ballot. Repair asks its own replica
     * (protocol.md R16). The record is durable before the answer (protocol.md R5). Answer: {@link Response.Accepted} or
     * a {@link Response.Refusal}.
     */
    record Accept(SlotEpoch where, Key key, StoredRecord record) implements KeyRequest {}

    /**
     * Repair asks another member which slots have other contents there than these digests stand for. Answer:
     * {@link Response.DifferingSlots}.
     */
    record CompareSlots(List<SlotDigest> digests) implements Request {

        /** The most slots that one question may compare. */
        public static final int MAX_SLOTS = 4_096;

        /** Copies the digests and checks their number. */
        public CompareSlots {
            digests = Bounds.atMost(MAX_SLOTS, digests, "digests");
        }
    }

    /**
     * A gateway, repair, a warm-up or a leaving node asks a member for the keys and ballots of a slot's rows, in row
     * order. Answer: {@link Response.Rows} or a {@link Response.Refusal}.
     *
     * @param after the list begins behind this key; null for the beginning of the slot
     */
    record ListRows(SlotEpoch where, @Nullable Key after) implements SlotRequest {}

    /** The most slots, successions or disks that one message may name. */
    int MAX_BATCH = 256;

    /**
     * Phase 1 of a change: the proposer asks a present member, and a recovery every node that is left, to promise a
     * ballot. The slots of one change have the same present members, and each slot is decided apart from the others
     * (protocol.md C4). Every promise is durable before the answer (protocol.md C5). Answer:
     * {@link Response.ChangeVerdicts}.
     */
    record PrepareChange(List<SlotEpoch> slots, Ballot ballot) implements Request {

        /** Copies the slots and checks their number. */
        public PrepareChange {
            slots = Bounds.atMost(MAX_BATCH, slots, "slots");
        }
    }

    /**
     * Phase 2 of a change: the proposer of phase 1 asks the same nodes to accept a decree about slots that are to have
     * the same next members. Every accepted decree, and with it the seal (protocol.md C6), is durable before the answer
     * (protocol.md C5). Answer: {@link Response.ChangeVerdicts}.
     */
    record AcceptChange(List<SlotEpoch> slots, Decree decree) implements Request {

        /** Copies the slots and checks their number. */
        public AcceptChange {
            slots = Bounds.atMost(MAX_BATCH, slots, "slots");
        }
    }

    /**
     * The proposer of a change, a retiring replica or a recovery tells a node which successions are decided. All of
     * them are durable before the answer (protocol.md C5). From then on the node's replica refuses every message about
     * data of an older epoch (protocol.md C3). Answer: {@link Response.Standings}.
     */
    record TellSuccessions(List<SlotSuccession> successions) implements Request {

        /** Copies the successions and checks their number. */
        public TellSuccessions {
            successions = Bounds.atMost(MAX_BATCH, successions, "successions");
        }
    }

    /**
     * A node asks a random other node from time to time, and the first ones that it meets after a start, for newer
     * configurations than its own. Answer: {@link Response.Successions}.
     *
     * @param digests one for the asker's configurations of each group of slots
     */
    record CompareConfigurations(List<Long> digests) implements Request {

        /** The most groups. */
        public static final int MAX_GROUPS = 64;

        /** Copies the digests and checks their number. */
        public CompareConfigurations {
            digests = Bounds.atMost(MAX_GROUPS, digests, "groups");
        }
    }

    /**
     * A proposer asks a newcomer to fetch the rows of these slots before the decision, so that the takeover has little
     * left to do (protocol.md T9). It asks again until the newcomer has them all. Answer: {@link Response.Warm}.
     *
     * @param members the present members of the slots
     */
    record WarmUp(List<SlotEpoch> slots, List<Member> members) implements Request {

        /** Copies both and checks their numbers. */
        public WarmUp {
            slots = Bounds.atMost(MAX_BATCH, slots, "slots");
            members = new Configuration(0, members).members();
        }
    }

    /**
     * A next member asks a member of the previous or the new epoch, page by page, for the rows that it hands over
     * (protocol.md T1). The succession in the question, and every row written before it, is durable before the answer.
     * Answer: {@link Response.TakeoverPage} or a {@link Response.Refusal}.
     *
     * @param after the page begins behind this key; null for the beginning of the slot
     */
    record ListTakeover(SlotSuccession taking, @Nullable Key after) implements Request {}

    /**
     * A takeover or a warm-up asks the node that listed these keys for their records. The node answers if its replica
     * is or was active in this epoch or a later one. Every record is durable before the answer (protocol.md R5).
     * Answer: {@link Response.Records} with as many of them as fit, or a {@link Response.Refusal}.
     */
    record FetchRecords(SlotEpoch where, List<Key> keys) implements SlotRequest {

        /** Copies the keys and checks their number. */
        public FetchRecords {
            keys = Bounds.atMost(Response.Rows.MAX_ROWS, keys, "keys");
        }
    }

    /**
     * A node asks a witness, after a start, whether the witness saw its disk with more edits than this
     * (protocol.md B1); later it tells how many there are by now. The witness remembers the number. Only a node with
     * the disk that is named as the witness may confirm, because a witness is a member (protocol.md B3). Answer:
     * {@link Response.DiskSeen} or {@link Response.Disagrees}.
     *
     * @param witness the disk of the node that is asked
     * @param disk the asker's disk
     * @param edits how many edits of the asker's disk are durable; until its start is confirmed, how many were durable
     *     at the first unconfirmed start (protocol.md B2)
     */
    record CompareDisk(DiskId witness, DiskId disk, long edits) implements Request {

        /** Checks the number. */
        public CompareDisk {
            Bounds.notNegative(edits, "edits");
        }
    }

    /**
     * A node of which an operator wants another node's routing table asks that node for it. Answer:
     * {@link Response.RoutingTable}.
     */
    record AskRoutingTable() implements Request {

        @Override
        public boolean isAnsweredAnew() {
            return true;
        }
    }

    /**
     * A recovery asks every node that is left what it knows and holds of {@link #MAX_BATCH} slots at most
     * (protocol.md V1). Answer: {@link Response.Surveyed}, or {@link Response.Disagrees} from a node whose disk is
     * contradicted.
     *
     * @param first the first of the slots
     */
    record SurveySlots(Slot first) implements Request {

        @Override
        public boolean isAnsweredAnew() {
            return true;
        }
    }

    /**
     * A recovery tells every node that is left which disks an operator gave up for good. The node contradicts each of
     * these disks from then on (protocol.md B7). The marks of the disks are durable before the answer (protocol.md V5).
     * Answer: {@link Response.DisksGivenUp}.
     */
    record GiveUpDisks(List<Member> lost) implements Request {

        /** Copies the members and checks their number. */
        public GiveUpDisks {
            lost = Bounds.atMost(MAX_BATCH, lost, "disks");
        }
    }
}
