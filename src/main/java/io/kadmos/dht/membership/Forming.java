package io.kadmos.dht.membership;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Introduction;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Formation;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.runtime.EventLoop.Timer;

/**
 * How this node comes to know the formation of its cluster: as the initiator, as another initial member, or as a node
 * that joins later. With two initial members or more, no two nodes ever adopt different formations, whatever disks are
 * lost and in whatever order nodes start (protocol.md F7).
 *
 * <p>The initiator asks every other initial member, again and again, whether it is blank. A member makes the
 * initiator's disk id durable before it answers (protocol.md F2). When all members are blank, the initiator makes the
 * formation durable and then offers it until every member has it (protocol.md F3). It tells the formation to other
 * nodes only when a second disk has it, or when it is the only member (protocol.md F4). Until then, an initiator that
 * loses its disk may form anew, and no other node may have adopted the first formation.
 *
 * <p>A blank node asks any node that told a cluster id for the formation, and makes the formation durable before
 * it tells other nodes. Event loop only.
 */
final class Forming {

    private final LocalNode self;
    private final FormingPlan plan;
    private final AddressBook book;
    private final MembershipContext context;
    private final MembershipSettings settings;
    private final Consumer<Decision> decisions;

    private final FormingMember member;
    private final InitiatorCheck initiatorCheck;
    private final FormingRound round;
    private final boolean isInitiator;
    /** The initial members that have the formation, as far as the initiator knows. */
    private final Set<Id> acknowledged = new HashSet<>();
    /** Why a node does not take part in this forming, by its id: this node, or an initial member that it asked. */
    private final Map<Id, String> disagreements = new TreeMap<>();

    /** The formation that this node made as the initiator. It is durable here, but maybe on no other disk yet. */
    private @Nullable Formation decided;
    /** The adopted formation. It is durable here and, unless this is the only member, on another disk as well. */
    private @Nullable Formation formation;
    /**
     * A formation is on its way to the disk. Until it is durable, this node says neither that it is blank nor formed.
     */
    private boolean isAdopting;
    private boolean isAsking;
    private @Nullable Timer timer;

    Forming(LocalNode self, FormingPlan plan, AddressBook book, MembershipSettings settings, Context context) {
        this.self = self;
        this.plan = plan;
        this.book = book;
        this.context = context.membership();
        this.settings = settings;
        this.decisions = context.decisions();
        this.member = new FormingMember(self, plan, this.context.facts().initiator());
        this.initiatorCheck = new InitiatorCheck(this.context, context.introduction(), settings.callTimeout());
        this.round = new FormingRound(self, plan);
        this.isInitiator = FormingMember.initiator(self, plan).equals(Optional.of(self.id()));
    }

    /**
     * The things that forming uses.
     *
     * @param introduction supplies how this node introduces itself at this moment
     * @param decisions told every decision, on the loop
     */
    record Context(MembershipContext membership, Supplier<Introduction> introduction, Consumer<Decision> decisions) {}

    /** What forming decides or finds out. */
    sealed interface Decision {

        /** This node adopted the formation, which is durable here. It is told once in a run of the node. */
        record Adopted(Formation formation) implements Decision {}

        /** A node of the same cluster name has another formation. */
        record Conflict(Id node, Formation theirs) implements Decision {}
    }

    void start() {
        context.facts().formation().ifPresentOrElse(this::isDurable, this::tryToForm);
        tick();
    }

    void close() {
        if (timer != null) {
            timer.cancel();
        }
    }

    Optional<Formation> formation() {
        return Optional.ofNullable(formation);
    }

    /**
     * The names of the initial members that forming waits for: on the initiator, those that did not say that they are
     * blank; on another node, those that are unknown or suspect. None once this node knows the formation.
     */
    List<String> missing() {
        if (formation != null) {
            return List.of();
        }
        return isInitiator ? round.missing() : plan.initialMembers().stream().filter(this::isUnknown).toList();
    }

    /**
     * Why a node does not take part in this forming: the reason of the one with the smallest id. Empty once this node
     * knows the formation.
     */
    Optional<String> disagreement() {
        return formation == null ? disagreements.values().stream().findFirst() : Optional.empty();
    }

    /** Asks a node that told a cluster id for the formation of its cluster. */
    private void askFormation(Contact contact) {
        isAsking = true;
        context.caller().call(contact, new Request.AskFormation(), Call.within(settings.callTimeout()), result -> {
            isAsking = false;
            if (answer(result) instanceof Response.AlreadyFormed(Formation theirs)) {
                learn(contact.id(), theirs);
            }
        });
    }

    void answer(Request.AskFormation request, Contact caller, Consumer<Response> answer) {
        answer.accept(formation != null
                ? new Response.AlreadyFormed(formation)
                : new Response.Disagrees("belongs to no cluster yet"));
    }

    void answer(Request.ProposeForming proposal, Contact caller, Consumer<Response> answer) {
        if (answersWithoutProposal(answer)) {
            return;
        }
        Optional<String> objection = member.objection(proposal, caller.id());
        if (objection.isPresent()) {
            disagree(objection.get(), answer);
        } else if (member.mayFollow(proposal.initiator())) {
            follow(proposal.initiator(), answer);
        } else {
            initiatorCheck.ask(caller, member::told);
            disagree("follows another disk of the initiator, and asks it which one it has", answer);
        }
    }

    private void disagree(String objection, Consumer<Response> answer) {
        disagreements.put(self.id(), self.nodeName() + " " + objection);
        answer.accept(new Response.Disagrees(self.nodeName() + " " + objection));
    }

    private void follow(DiskId initiator, Consumer<Response> answer) {
        disagreements.clear();
        member.follow(initiator);
        context.facts().rememberInitiator(initiator, () -> {
            if (!answersWithoutProposal(answer)) {
                answer.accept(new Response.Blank(self.disk()));
            }
        });
    }

    void answer(Request.OfferFormation offer, Contact caller, Consumer<Response> answer) {
        if (answersWithoutProposal(answer)) {
            return;
        }
        if (!member.follows(offer.initiator())) {
            answer.accept(new Response.Disagrees(self.nodeName() + " was told of another disk of the initiator"));
        } else if (!offer.formation().members().contains(self.asMember())) {
            answer.accept(new Response.Disagrees(self.nodeName() + " has another disk by now"));
        } else {
            adopt(offer.formation(), () -> answer.accept(new Response.AlreadyFormed(offer.formation())));
        }
    }

    /** Answers and returns true if this node is not blank: its answer then does not depend on the proposal or offer. */
    private boolean answersWithoutProposal(Consumer<Response> answer) {
        if (formation != null) {
            answer.accept(new Response.AlreadyFormed(formation));
            return true;
        }
        if (isBlank()) {
            return false;
        }
        answer.accept(new Response.Busy());
        return true;
    }

    private boolean isBlank() {
        return formation == null && decided == null && !isAdopting;
    }

    private void tick() {
        if (isInitiator && !isAdopting) {
            others().stream().filter(peer -> !acknowledged.contains(peer.id())).forEach(this::address);
        }
        if (formation == null && !isAdopting && !isAsking) {
            anyFormed().ifPresent(peer -> askFormation(peer.contact()));
        }
        timer = context.loop().schedule(settings.formingInterval(), this::tick);
    }

    /** The other initial members that are known and not suspect. */
    private List<Peer> others() {
        return plan.initialMembers().stream().map(self::idOf).map(book::peer).flatMap(Optional::stream)
                .filter(peer -> !peer.isSuspect()).toList();
    }

    /** One of the nodes that told a cluster id, at random, because any one of them may never answer. */
    private Optional<Peer> anyFormed() {
        List<Peer> formed = book.peers().stream()
                .filter(peer -> !peer.isSuspect() && peer.introduction().clusterId() != null).toList();
        return formed.isEmpty() ? Optional.empty() : Optional.of(formed.get(context.random().nextInt(formed.size())));
    }

    private void address(Peer peer) {
        if (decided != null) {
            offer(peer.contact(), decided);
        } else if (formation == null) {
            propose(peer.contact());
        }
    }

    private void propose(Contact to) {
        Request proposal = new Request.ProposeForming(self.disk(), plan.initialMembers(), plan.replicationFactor(),
                plan.slots().bits());
        context.caller().call(to, proposal, Call.within(settings.callTimeout()), result -> {
            switch (answer(result)) {
                case Response.Blank(DiskId disk) -> {
                    disagreements.remove(to.id());
                    round.blank(to.id(), disk);
                    tryToForm();
                }
                case Response.AlreadyFormed(Formation theirs) -> learn(to.id(), theirs);
                case Response.Disagrees(_, String reason) -> {
                    disagreements.put(to.id(), reason);
                    round.notBlank(to.id());
                }
                case Response _ -> {
                    // No answer, or one that does not fit the question: the next tick asks again.
                }
            }
        });
    }

    private void offer(Contact to, Formation formed) {
        context.caller().call(to, new Request.OfferFormation(self.disk(), formed), Call.within(settings.callTimeout()),
                result -> {
                    switch (answer(result)) {
                        case Response.AlreadyFormed(Formation theirs) -> {
                            acknowledged.add(to.id());
                            learn(to.id(), theirs);
                        }
                        // The member follows an earlier disk of this node: it needs the proposal first.
                        case Response.Disagrees _ -> propose(to);
                        case Response _ -> {
                            // No answer, or one that does not fit the offer: the next tick offers again.
                        }
                    }
                });
    }

    private void tryToForm() {
        if (isInitiator && isBlank()) {
            round.formation().ifPresent(formed -> adopt(formed, () -> {}));
        }
    }

    /**
     * Another node has this formation: a blank node adopts it, an initiator's own is confirmed, another is a conflict.
     */
    private void learn(Id from, Formation theirs) {
        Formation ours = formation != null ? formation : decided;
        if (isBlank()) {
            adopt(theirs, () -> {});
        } else if (ours != null && !theirs.equals(ours)) {
            decisions.accept(new Decision.Conflict(from, theirs));
        } else if (ours != null && formation == null) {
            context.facts().rememberFormationConfirmed();
            adopted(ours);
        }
    }

    private void adopt(Formation formed, Runnable durable) {
        isAdopting = true;
        context.facts().rememberFormation(formed, () -> {
            isAdopting = false;
            isDurable(formed);
            durable.run();
        });
    }

    private void isDurable(Formation formed) {
        boolean isOurs = isInitiator && formed.members().contains(self.asMember());
        decided = isOurs ? formed : null;
        if (!isOurs || formed.members().size() == 1 || context.facts().isFormationConfirmed()) {
            adopted(formed);
        }
    }

    private void adopted(Formation formed) {
        formation = formed;
        disagreements.clear();
        decisions.accept(new Decision.Adopted(formed));
    }

    private boolean isUnknown(String name) {
        return !name.equals(self.nodeName()) && book.peer(self.idOf(name)).filter(peer -> !peer.isSuspect()).isEmpty();
    }

    private static Response answer(CallResult result) {
        return result instanceof CallResult.Answered(Response response, Duration _) ? response : new Response.Busy();
    }
}
