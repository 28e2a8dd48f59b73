package io.kadmos.simulation;

import java.util.List;
import java.util.stream.Stream;

/**
 * The protocol broken on purpose: a class in the tests, and the methods for which it stands in. A simulator that does
 * not catch these mistakes would not catch real ones.
 */
enum Mutant {
    /** A read answers with the newest record of a quorum that disagrees. */
    READ_WITHOUT_IDENTITY_ROUND("register.gateway.ReadWithoutIdentityRoundMutant",
            "register.gateway.QuorumRead#answered"),
    /** A replica accepts what it promised not to. */
    PROMISE_IGNORED("register.replica.PromiseIgnoredMutant", "register.replica.Acceptor#accept"),
    /** A gateway does not recognise its own write. */
    OP_IDS_IGNORED("register.gateway.OpIdsIgnoredMutant", "record.Lineage#find",
            "register.gateway.Operation#isUntraceable"),
    /** A gateway applies a write again although the record may only have forgotten it. */
    GUARD_OFF("register.gateway.GuardOffMutant", "register.gateway.Operation#isUntraceable"),
    /** A gateway answers that a condition failed without an identity round. */
    FAILED_FROM_PREPARE_ALONE("register.gateway.FailedFromPrepareAloneMutant", "register.gateway.Operation#decide"),
    /** A replica confirms what is not durable yet. */
    ANSWER_BEFORE_DURABLE("storage.AnswerBeforeDurableMutant", "storage.Rows#store"),
    /** Promises are forgotten by a restart. */
    CEILING_FORGOTTEN("storage.CeilingForgottenMutant", "storage.NodeFacts#promiseCeiling"),
    /** A damaged row counts as never written. */
    DAMAGE_READ_AS_ABSENT("storage.DamageReadAsAbsentMutant", "storage.Row#damaged"),
    /** A damaged row accepts any ballot, as if it had promised nothing. */
    DAMAGED_WITHOUT_PROMISE("storage.DamagedWithoutPromiseMutant", "storage.Row#damaged"),
    /** An absent key counts as accepted at the least ballot there is, in any epoch. */
    ABSENT_AT_ZERO("record.AbsentAtZeroMutant", "record.Ballot#absentIn"),
    /** A value whose time is over is accepted again by a write whose condition failed. */
    EXPIRED_KEPT_BY_FAILED_CONDITION("register.gateway.ExpiredKeptMutant", "register.gateway.Operation#decide"),
    /** A sealed replica answers in the epoch whose rows it hands over. */
    SEAL_IGNORED("slot.SealIgnoredMutant", "slot.SlotTable#refusal"),
    /** A next member takes over what one present member holds, without a majority. */
    TRANSFER_FROM_ONE("slot.transfer.TransferFromOneMutant", "slot.transfer.TakeoverMerge#add"),
    /** A row survives a takeover although it is older than the absence that another member reports. */
    ABSENCE_IGNORED("slot.transfer.AbsenceIgnoredMutant", "slot.transfer.TakeoverMerge#merged"),
    /** Rows of a warm-up that no takeover confirmed stay. */
    WARM_UP_ROWS_KEPT("storage.WarmUpRowsKeptMutant", "storage.Rows#replaceState"),
    /** A read takes what a quorum accepted in an older epoch for settled. */
    OLDER_EPOCH_READ("register.gateway.OlderEpochReadMutant", "register.gateway.QuorumRead#answered"),
    /** A gateway does not see that a record began anew after its write was sent. */
    CREATED_EPOCH_FORGOTTEN("record.CreatedEpochForgottenMutant", "record.Lineage#createdEpoch"),
    /** A node with a new disk answers for its old one. */
    DISK_IGNORED("slot.DiskIgnoredMutant", "record.SlotState#first", "slot.DiskTrust#covers"),
    /** A member answers for a decree before it is durable. */
    DECREE_NOT_DURABLE("slot.DecreeNotDurableMutant", "slot.SlotTable#replace"),
    /** A proposer of next members ignores what may be decided already. */
    DECREES_IGNORED("slot.change.DecreesIgnoredMutant", "slot.change.ChangeProposal#promiseAnswered"),
    /** Tombstones of the present epoch are forgotten, too. */
    PRESENT_FORGOTTEN("register.upkeep.PresentForgottenMutant", "register.upkeep.TombstoneCollection#isForgettable"),
    /** Promises are forgotten by a restart in any epoch but the first. */
    CEILING_OF_ONE_EPOCH("record.CeilingOfOneEpochMutant", "record.Ballot#ceiling"),
    /** A transfer changes rows after its end. */
    LATE_TRANSFER("slot.transfer.LateTransferMutant", "slot.transfer.SlotTransfer#mayChangeRows"),
    /** An epoch begins with a member that is gone. */
    BEGINS_WITH_THE_GONE("slot.change.BeginsWithTheGoneMutant", "slot.change.SlotChange#staying"),
    /** A member takes an offer of an initiator that has another disk by now. */
    INITIATOR_FORGOTTEN("membership.InitiatorForgottenMutant", "membership.FormingMember#follows"),
    /** The numbers of ballots and versions begin anew with a restart and a step of the clock. */
    NUMBERS_RESET("register.gateway.NumbersResetMutant", "register.gateway.GatewayContext#tick",
            "register.gateway.GatewayContext#proposer"),
    /** A disk is believed that others saw in a later state. */
    ROLLBACK_UNNOTICED("slot.RollbackUnnoticedMutant", "slot.DiskTrust#seen"),
    /** A node is believed at once where its disk says that it is alone. */
    ALONE_BELIEVED("slot.AloneBelievedMutant", "slot.DiskTrust#covers"),
    /** A vote is won before a quorum has granted. */
    QUORUM_TOO_SMALL("quorum.QuorumTooSmallMutant", "quorum.Votes#of"),
    /** A member that answers twice counts as two. */
    MEMBER_COUNTED_TWICE("register.gateway.MemberCountedTwiceMutant", "register.gateway.Proposal#acceptAnswered",
            "quorum.Votes#grant", "quorum.Votes#granted");

    private static final String CORE = "io.kadmos.dht.";

    private final String type;
    /** Immutable, which its type does not say. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Target> targets;

    Mutant(String type, String... targets) {
        this.type = CORE + type;
        this.targets = Stream.of(targets).map(Target::parse).toList();
    }

    /** A method of production code. */
    record Target(String type, String method) {

        private static Target parse(String text) {
            String[] parts = text.split("#", 2);
            return new Target(CORE + parts[0], parts[1]);
        }
    }

    /** The class that stands in. */
    String type() {
        return type;
    }

    List<Target> targets() {
        return targets;
    }
}
