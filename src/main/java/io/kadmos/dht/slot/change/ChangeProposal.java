package io.kadmos.dht.slot.change;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.message.ChangeVerdict;
import io.kadmos.dht.quorum.Votes;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Decree;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.record.SlotSuccession;
import io.kadmos.dht.record.Succession;

/**
 * The proposer of the single-decree Paxos (Lamport, 1998) about the next members of one slot, at one ballot
 * (protocol.md C4). If a member of the promising quorum has accepted a decree before, the proposal takes the one with
 * the greatest ballot. Otherwise it takes what is wanted, but only if all members that are to stay have promised too:
 * an epoch must not begin with a member that is gone (protocol.md C9). Answers that come after the end change nothing.
 * Pure.
 */
final class ChangeProposal {

    private final SlotEpoch where;
    private final Configuration present;
    private final List<Member> wanted;
    private final Set<Member> staying;
    /** The votes of the present phase. */
    private Votes votes;
    private @Nullable Decree greatest;
    private State state = State.PREPARING;

    /** The phase of a proposal. */
    enum State {
        /** It collects promises. */
        PREPARING,
        /** It has its promises, and collects acceptances of {@link #value}. */
        ACCEPTING,
        /** A quorum has accepted. */
        DECIDED,
        /** Too many members refused or were silent. */
        FAILED
    }

    ChangeProposal(SlotEpoch where, Configuration present, List<Member> wanted, Set<Member> staying) {
        this.where = where;
        this.present = present;
        this.wanted = wanted;
        this.staying = staying;
        this.votes = Votes.of(present);
    }

    SlotEpoch where() {
        return where;
    }

    State state() {
        return state;
    }

    /** The proposed members: those that may have been chosen before, otherwise those that are wanted. */
    List<Member> value() {
        return greatest == null ? wanted : greatest.members();
    }

    /** The decided succession; it has a meaning only in the state {@link State#DECIDED}. */
    SlotSuccession decision() {
        return new SlotSuccession(where.slot(),
                new Succession(present, new Configuration(present.epoch() + 1, value())));
    }

    /** Takes the verdict of a member in the first phase. */
    void promiseAnswered(Member member, ChangeVerdict verdict) {
        if (state != State.PREPARING) {
            return;
        }
        if (verdict instanceof ChangeVerdict.Granted(var _, var before)) {
            if (!votes.grant(member)) {
                return;
            }
            if (before != null && (greatest == null || greatest.ballot().isBelow(before.ballot()))) {
                greatest = before;
            }
            if (votes.isWon() && (greatest != null || staying.stream().allMatch(votes::hasGranted))) {
                state = State.ACCEPTING;
                votes = Votes.of(present);
            }
        } else {
            failed(member);
        }
    }

    /** Takes the verdict of a member in the second phase. */
    void acceptAnswered(Member member, ChangeVerdict verdict) {
        if (state != State.ACCEPTING) {
            return;
        }
        if (verdict instanceof ChangeVerdict.Granted) {
            votes.grant(member);
            if (votes.isWon()) {
                state = State.DECIDED;
            }
        } else {
            failed(member);
        }
    }

    private void failed(Member member) {
        if (!votes.deny(member)) {
            return;
        }
        boolean isMissed = state == State.PREPARING && greatest == null && staying.contains(member);
        if (isMissed || votes.isLost()) {
            state = State.FAILED;
        }
    }
}
