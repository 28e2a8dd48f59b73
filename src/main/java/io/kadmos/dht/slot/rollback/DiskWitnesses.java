package io.kadmos.dht.slot.rollback;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Request.CompareDisk;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.NodeState;
import io.kadmos.dht.record.ReplicaState;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotState;
import io.kadmos.dht.record.Succession;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.rpc.HandlerRegistry;
import io.kadmos.dht.runtime.Disk;
import io.kadmos.dht.slot.DiskTrust;
import io.kadmos.dht.slot.SlotContext;
import io.kadmos.dht.storage.DiskMarks;
import io.kadmos.dht.storage.NodeFacts;

/**
 * The witnesses of this node's disk: the members that share slots with this node (protocol.md B1–B4). After a start
 * this node asks each of them until it answers once; the answer counts for all slots shared with it. When this start is
 * confirmed for every slot, this node tells its witnesses every two seconds how many edits its disk has, if the number
 * rose. Before that it tells them no new number, so that no witness can count the edits of the present start against
 * it. This node also answers as a witness of other disks. Event loop only.
 */
public final class DiskWitnesses {

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration ASK_INTERVAL = Duration.ofMillis(500);
    private static final Duration TELL_INTERVAL = Duration.ofSeconds(2);

    private final SlotContext context;
    private final OwnDisk own;
    private final Predicate<Id> isSilent;
    private final BiConsumer<Member, Long> contradicted;
    /** Asked for membership only, never iterated. */
    private final Set<Member> beingAsked = new HashSet<>();
    private Set<Member> witnesses = new LinkedHashSet<>();
    /** Whether a witness may share no slot any more. */
    private boolean isOutdated;
    private boolean isAskDue;
    private boolean isStarted;
    private boolean isConfirmed;
    private boolean mayTell;
    /**
     * The edits of the disk, without those of the marks, when all witnesses were last told; empty while one of them may
     * not know.
     */
    private OptionalLong told = OptionalLong.empty();

    /**
     * Witnesses of this node's disk.
     *
     * @param isSilent whether a node is not to be asked now, because it would not answer
     * @param contradicted called once, if a witness contradicts the disk, with that witness and the number of edits
     *     that it has seen
     */
    public DiskWitnesses(SlotContext context, OwnDisk own, Predicate<Id> isSilent,
            BiConsumer<Member, Long> contradicted) {
        this.context = context;
        this.own = own;
        this.isSilent = isSilent;
        this.contradicted = contradicted;
    }

    /** The disk of this node, the facts that it stores about itself, and its marks of other disks. */
    public record OwnDisk(Disk disk, NodeFacts facts, DiskMarks marks) {}

    /**
     * Begins to answer as a witness. The answer is {@code Busy} while the marks are not loaded, or when this node's own
     * disk is contradicted (protocol.md B3).
     */
    public void register(HandlerRegistry server) {
        server.on(CompareDisk.class, this::answer);
    }

    /** Begins to ask witnesses and to tell them; ends with the loop. */
    public void start() {
        isStarted = true;
        context.loop().schedule(ASK_INTERVAL, this::askAgain);
        context.loop().schedule(TELL_INTERVAL, this::tellAgain);
    }

    /**
     * The members of a slot may have changed. This node asks the new ones at once. Those that share no slot any more
     * are witnesses until the next interval, so that a change of one slot does not have to look at all slots.
     */
    public void changed(Slot slot) {
        isOutdated = true;
        boolean isNew = context.table().state(slot).filter(state -> addSharers(witnesses, state)).isPresent();
        if (isNew && !isAskDue) {
            isAskDue = true;
            context.loop().execute(this::ask);
        }
    }

    /** Another node has entered this state. Unless it is suspect, this node asks and tells its witnesses again. */
    public void entered(NodeState state) {
        if (state != NodeState.SUSPECT) {
            told = OptionalLong.empty();
            ask();
        }
    }

    private void answer(CompareDisk question, Contact caller, Consumer<Response> answer) {
        if (!isStarted || trust().isRolledBack()) {
            answer.accept(new Response.Busy());
            return;
        }
        if (!question.witness().equals(context.self().disk())) {
            answer.accept(new Response.Disagrees("has another disk by now"));
            return;
        }
        Member asker = new Member(caller.id(), question.disk());
        long seen = own.marks.of(asker);
        own.marks.seen(asker, question.edits());
        answer.accept(new Response.DiskSeen(seen));
    }

    private void askAgain() {
        if (isOutdated) {
            isOutdated = false;
            witnesses = findWitnesses();
        }
        ask();
        context.loop().schedule(ASK_INTERVAL, this::askAgain);
    }

    private void ask() {
        isAskDue = false;
        if (trust().isRolledBack()) {
            return;
        }
        confirm();
        for (Member witness : List.copyOf(witnesses)) {
            if (!trust().isConfirmedBy(witness) && !isSilent.test(witness.node()) && beingAsked.add(witness)) {
                context.calls().ask(witness, question(witness, trust().startedWith()), CALL_TIMEOUT, result -> {
                    beingAsked.remove(witness);
                    answered(witness, result);
                });
            }
        }
    }

    private void answered(Member witness, CallResult result) {
        if (trust().isRolledBack() || !(result instanceof CallResult.Answered(Response response, _))) {
            return;
        }
        switch (response) {
            case Response.DiskSeen(var edits) -> seen(witness, edits);
            // A witness of an older release counts no edits, so it cannot have seen more.
            case Response.Unsupported() -> seen(witness, 0);
            case Response _ -> {
                // The witness did not answer this question: it is asked again.
            }
        }
    }

    private void seen(Member witness, long edits) {
        trust().seen(witness, edits);
        if (trust().isRolledBack()) {
            contradicted.accept(witness, edits);
        } else {
            told = OptionalLong.empty();
            confirm();
        }
    }

    /**
     * Makes the confirmation durable, so that the next start begins with the edits that are on the disk then
     * (protocol.md B4).
     */
    private void confirm() {
        if (!isConfirmed && !witnesses.isEmpty() && context.table().which(this::isDoubtful).isEmpty()) {
            isConfirmed = true;
            own.facts.rememberConfirmed(() -> mayTell = true);
        }
    }

    private boolean isDoubtful(SlotState state) {
        return state.current().contains(context.self()) && !trust().covers(state.current());
    }

    private void tellAgain() {
        OptionalLong worthTelling = OptionalLong.of(own.disk.durableEdits() - own.marks.writtenEdits());
        if (mayTell && !trust().isRolledBack() && !told.equals(worthTelling)) {
            told = worthTelling;
            List.copyOf(witnesses).stream()
                    .filter(witness -> trust().isConfirmedBy(witness) && !isSilent.test(witness.node()))
                    .forEach(this::tell);
        }
        context.loop().schedule(TELL_INTERVAL, this::tellAgain);
    }

    private void tell(Member witness) {
        context.calls().ask(witness, question(witness, own.disk.durableEdits()), CALL_TIMEOUT, result -> {
            if (!(result instanceof CallResult.Answered)) {
                told = OptionalLong.empty();
            }
        });
    }

    private CompareDisk question(Member witness, long edits) {
        return new CompareDisk(witness.disk(), context.self().disk(), edits);
    }

    private Set<Member> findWitnesses() {
        Set<Member> members = new LinkedHashSet<>();
        context.table().states().forEach(state -> addSharers(members, state));
        return members;
    }

    /** Adds the other members of a slot if this node has a part in it. Returns whether one of them is new. */
    private boolean addSharers(Set<Member> members, SlotState state) {
        Succession succession = state.succession();
        Configuration previous = succession.previous();
        boolean isNew = addOthers(members, succession.current());
        if (previous != null && state.replica() == ReplicaState.SEALED) {
            isNew |= addOthers(members, previous);
        }
        return isNew;
    }

    private boolean addOthers(Set<Member> members, Configuration configuration) {
        boolean isNew = false;
        if (configuration.contains(context.self())) {
            for (Member member : configuration.members()) {
                isNew |= !member.equals(context.self()) && members.add(member);
            }
        }
        return isNew;
    }

    private DiskTrust trust() {
        return context.table().trust();
    }
}
