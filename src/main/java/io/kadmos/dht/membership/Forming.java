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
 * The beginning of a cluster: exactly one formation, whatever disks are lost and in whatever order nodes start. The
 * initiator, the initial member with the smallest id, asks every other initial member repeatedly whether it is blank. A
 * member makes the initiator's disk id durable before it answers. When all members are blank, the initiator makes the
 * formation durable, and then offers it until every member has it. Until a second member has it durably, only members
 * hear of it: an initiator that loses its disk before that may form anew, and no node may have believed the first
 * formation. A node that meets a node of a cluster asks it for the formation, and makes it durable before it tells it.
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
    /** Initial members that have the formation. */
    private final Set<Id> acknowledged = new HashSet<>();
    /** Why a node does not go along, by its id; only initial members and the initiator are in it. */
    private final Map<Id, String> disagreements = new TreeMap<>();

    /** What this node decided on as the initiator; durable, but maybe nobody else's yet. */
    private @Nullable Formation decided;
    /** Durable here and, unless this is the only member, on another disk as well. */
    private @Nullable Formation formation;
    /** On its way to the disk: from here on this node is no longer blank, but does not say what it is either. */
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
     * What forming works with.
     *
     * @param introduction how this node introduces itself at this moment
     * @param decisions told what forming comes to
     */
    record Context(MembershipContext membership, Supplier<Introduction> introduction, Consumer<Decision> decisions) {}

    /** What forming comes to. */
    sealed interface Decision {

        /** The cluster's beginning is known here and durable. */
        record Adopted(Formation formation) implements Decision {}

        /** A node of the same cluster name began otherwise. */
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

    /** Initial members for whom this node waits: those that have not agreed yet, or that it has not even met. */
    List<String> missing() {
        if (formation != null) {
            return List.of();
        }
        return isInitiator ? round.missing() : plan.initialMembers().stream().filter(this::isUnknown).toList();
    }

    /** Who does not agree with whom about what. */
    Optional<String> disagreement() {
        return formation == null ? disagreements.values().stream().findFirst() : Optional.empty();
    }

    /** A node that belongs to a cluster can tell how that began. */
    private void askFormation(Contact contact) {
        isAsking = true;
        context.caller().call(contact, new Request.AskFormation(), settings.callTimeout(), result -> {
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

    /** A node that is not blank, or is about to be no longer, has its answer whatever is proposed to it. */
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

    /** The other initial members that are known and not silent. */
    private List<Peer> others() {
        return plan.initialMembers().stream().map(self::idOf).map(book::peer).flatMap(Optional::stream)
                .filter(peer -> !peer.isSuspect()).toList();
    }

    /** One of them at random: the first one might never answer. */
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
        context.caller().call(to, proposal, settings.callTimeout(), result -> {
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
                    // No answer, or none to this question: it is asked again.
                }
            }
        });
    }

    private void offer(Contact to, Formation formed) {
        context.caller().call(to, new Request.OfferFormation(self.disk(), formed), settings.callTimeout(), result -> {
            switch (answer(result)) {
                case Response.AlreadyFormed(Formation theirs) -> {
                    acknowledged.add(to.id());
                    learn(to.id(), theirs);
                }
                // It follows another disk of ours, of before: it is told of this one, and then offered again.
                case Response.Disagrees _ -> propose(to);
                case Response _ -> {
                    // No answer, or none to this question: it is offered again.
                }
            }
        });
    }

    private void tryToForm() {
        if (isInitiator && isBlank()) {
            round.formation().ifPresent(formed -> adopt(formed, () -> {}));
        }
    }

    /** Another node has a formation: it is ours too, unless we have a different one. */
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
