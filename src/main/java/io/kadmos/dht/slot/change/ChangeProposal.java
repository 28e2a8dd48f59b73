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
 * The proposer's side of the single-decree Paxos (Lamport, 1998) about the next members of one slot, at one ballot:
 * what a quorum of the present members promised with decides what may be proposed. Something new is proposed only if
 * those present members that are to stay, and are believed to be alive, promise too: an epoch must not begin with a
 * member that is gone already. Pure; whatever it is told after its end it ignores.
 */
final class ChangeProposal {

    private final SlotEpoch where;
    private final Configuration present;
    private final List<Member> wanted;
    private final Set<Member> staying;
    /** Of the phase that the proposal is in. */
    private Votes votes;
    private @Nullable Decree greatest;
    private State state = State.PREPARING;

    /** Where a proposal stands. */
    enum State {
        /** It asks for promises. */
        PREPARING,
        /** A quorum has promised: {@link #value} is what the members are asked to accept. */
        ACCEPTING,
        /** A quorum has accepted. */
        DECIDED,
        /** Too many members refuse or are silent. */
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

    /** What is proposed: what may have been chosen already, else what is wanted. */
    List<Member> value() {
        return greatest == null ? wanted : greatest.members();
    }

    /** The succession that is decided. */
    SlotSuccession decision() {
        return new SlotSuccession(where.slot(),
                new Succession(present, new Configuration(present.epoch() + 1, value())));
    }

    /** A member answered in the first phase. */
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

    /** A member answered in the second phase. */
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
