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
 * A question. Each says which answers it may get; any of them may also be answered by {@link Response.Busy} or
 * {@link Response.Unsupported}. All are idempotent: a repeated question does no harm.
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
     * Whether answering once more is as good as keeping the answer in case the question is repeated, because a later
     * answer costs next to nothing and serves as well.
     */
    default boolean isAnsweredAnew() {
        return false;
    }

    /** A question about the data of a slot, valid in one epoch. */
    sealed interface SlotRequest extends Request {

        /** The slot and the epoch that the asker believes in. */
        SlotEpoch where();
    }

    /** A question about one key. */
    sealed interface KeyRequest extends SlotRequest {

        /** The key, which lies in the slot. */
        Key key();
    }

    /**
     * Who are you? Here is who I am. Also the challenge that proves an address. Answer: {@link Response.Welcome}, or
     * {@link Response.Disagrees} to a newcomer whose name another living node bears, or whose id is not its name's.
     */
    record Hello(Introduction introduction) implements Request {}

    /** Are you there? Answer: {@link Response.Pong}. */
    record Ping(long wallMillis) implements Request {}

    /**
     * Does a message of this length get through? Answer: {@link Response.PathProbed}, of the same length.
     *
     * @param paddingBytes zeros at its end
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

        /** One that makes a message of this many bytes. */
        public static ProbePath filling(int messageBytes) {
            return new ProbePath(messageBytes - OTHER_BYTES);
        }
    }

    /** Whom do you know closest to this id (Kademlia §2.3)? Answer: {@link Response.Nodes}. */
    record FindNode(Id target) implements Request {}

    /** Who is responsible for this slot? Answer: {@link Response.SlotFound}. */
    record FindSlot(Slot slot) implements Request {}

    /**
     * The initiator asks an initial member whether it is blank and has the same settings. The member makes the
     * initiator's disk id durable before it answers. Answer: {@link Response.Blank}, {@link Response.AlreadyFormed} or
     * {@link Response.Disagrees}.
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
     * Epoch 1, decided by the initiator. Answer: {@link Response.AlreadyFormed} with the formation that the member now
     * has, or {@link Response.Disagrees}.
     */
    record OfferFormation(DiskId initiator, Formation formation) implements Request {}

    /**
     * Which cluster do you belong to? Answer: {@link Response.AlreadyFormed}, or {@link Response.Disagrees} if to
     * none.
     */
    record AskFormation() implements Request {}

    /** Reads a register. Answer: {@link Response.Current} or a {@link Response.Refusal}. */
    record Query(SlotEpoch where, Key key, Bodies bodies) implements KeyRequest {

        @Override
        public boolean isAnsweredAnew() {
            return true;
        }
    }

    /** CASPaxos phase 1. Answer: {@link Response.Promised} or a {@link Response.Refusal}. */
    record Prepare(SlotEpoch where, Key key, Ballot ballot, Bodies bodies) implements KeyRequest {}

    /**
     * CASPaxos phase 2; the ballot is the record's. Answer: {@link Response.Accepted}, after it is durable, or a
     * {@link Response.Refusal}.
     */
    record Accept(SlotEpoch where, Key key, StoredRecord record) implements KeyRequest {}

    /** Which of these slots differ from yours? Answer: {@link Response.DifferingSlots}. */
    record CompareSlots(List<SlotDigest> digests) implements Request {

        /** The most slots that one question may compare. */
        public static final int MAX_SLOTS = 4_096;

        /** Copies the digests and checks their number. */
        public CompareSlots {
            digests = Bounds.atMost(MAX_SLOTS, digests, "digests");
        }
    }

    /** Which records do you hold in this slot, in row order, beginning behind a key? Answer: {@link Response.Rows}. */
    record ListRows(SlotEpoch where, @Nullable Key after) implements SlotRequest {}

    /** The most slots that change together. */
    int MAX_BATCH = 256;

    /**
     * Phase 1 of the decision on the next members of slots that have the same members now; each slot has its own
     * decision. Answer: {@link Response.ChangeVerdicts}.
     */
    record PrepareChange(List<SlotEpoch> slots, Ballot ballot) implements Request {

        /** Copies the slots and checks their number. */
        public PrepareChange {
            slots = Bounds.atMost(MAX_BATCH, slots, "slots");
        }
    }

    /** Phase 2, for slots that are to have the same members next. Answer: {@link Response.ChangeVerdicts}. */
    record AcceptChange(List<SlotEpoch> slots, Decree decree) implements Request {

        /** Copies the slots and checks their number. */
        public AcceptChange {
            slots = Bounds.atMost(MAX_BATCH, slots, "slots");
        }
    }

    /**
     * These successions are decided. Answer: {@link Response.Standings}, after all of them are durable; nothing of an
     * older epoch is answered from then on.
     */
    record TellSuccessions(List<SlotSuccession> successions) implements Request {

        /** Copies the successions and checks their number. */
        public TellSuccessions {
            successions = Bounds.atMost(MAX_BATCH, successions, "successions");
        }
    }

    /**
     * Do you know newer configurations than these digests stand for, one for each group of slots? Answer:
     * {@link Response.Successions}.
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
     * A learner is to fetch what the members of these slots hold, so that little is left to do when it becomes a
     * member. Asked again and again until it is done. Answer: {@link Response.Warm}.
     */
    record WarmUp(List<SlotEpoch> slots, List<Member> members) implements Request {

        /** Copies both and checks their numbers. */
        public WarmUp {
            slots = Bounds.atMost(MAX_BATCH, slots, "slots");
            members = new Configuration(0, members).members();
        }
    }

    /**
     * What do you hand over to this succession, in row order, beginning behind a key? It also tells the succession.
     * Answer: {@link Response.TakeoverPage} or a {@link Response.Refusal}.
     */
    record ListTakeover(SlotSuccession taking, @Nullable Key after) implements Request {}

    /**
     * The records of these keys, as many of them as one answer takes, from a replica that is or was active in the epoch
     * or is in a later one. Answer: {@link Response.Records} or a {@link Response.Refusal}.
     */
    record FetchRecords(SlotEpoch where, List<Key> keys) implements SlotRequest {

        /** Copies the keys and checks their number. */
        public FetchRecords {
            keys = Bounds.atMost(Response.Rows.MAX_ROWS, keys, "keys");
        }
    }

    /**
     * The asker's disk has made so many edits durable: were there ever more of them, as far as you know? From now on
     * you know of these. Only the node with the disk that is named as the witness may answer, because its word is that
     * of a member. Answer: {@link Response.DiskSeen} or {@link Response.Disagrees}.
     */
    record CompareDisk(DiskId witness, DiskId disk, long edits) implements Request {

        /** Checks the number. */
        public CompareDisk {
            Bounds.notNegative(edits, "edits");
        }
    }

    /** Whom do you know, by distance? Answer: {@link Response.RoutingTable}. */
    record AskRoutingTable() implements Request {

        @Override
        public boolean isAnsweredAnew() {
            return true;
        }
    }

    /**
     * What do you know and hold of these slots, {@link #MAX_BATCH} of them at most, beginning with one? Answer:
     * {@link Response.Surveyed}, or {@link Response.Disagrees} from a node whose disk cannot be believed.
     */
    record SurveySlots(Slot first) implements Request {

        @Override
        public boolean isAnsweredAnew() {
            return true;
        }
    }

    /**
     * An operator gave these disks up for ever: whoever comes with one of them is to be told so. Answer:
     * {@link Response.DisksGivenUp}, after it is durable.
     */
    record GiveUpDisks(List<Member> lost) implements Request {

        /** Copies the members and checks their number. */
        public GiveUpDisks {
            lost = Bounds.atMost(MAX_BATCH, lost, "disks");
        }
    }
}
