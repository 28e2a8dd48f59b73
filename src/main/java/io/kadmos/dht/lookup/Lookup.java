package io.kadmos.dht.lookup;

import java.util.List;
import java.util.Optional;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.lookup.Candidate.Progress;
import io.kadmos.dht.message.Response;

/**
 * One iterative lookup (Kademlia §2.3; protocol.md W13), without any I/O: it says which contact to ask, and its driver
 * reports the result. It asks the closest contacts that it has heard of, α at a time. It ends when the k closest
 * contacts have answered, apart from those that failed or were given up. Event loop only.
 *
 * <p>What can be wrong with the answers of other nodes, and what the lookup does about it:
 * <ul>
 *   <li>An answer names dead or invented contacts: a contact counts only after it has answered itself.
 *   <li>A contact is silent: when it is overdue, it does not take one of the α places any more, and the lookup asks
 *       another contact; when it is given up, the lookup may end without it. If more contacts are silent than have
 *       answered, the fault may be at this node: then the lookup waits for all of them.
 *   <li>Dead contacts are named in the place of living ones: {@link Widening}.
 *   <li>An answer names very many contacts: the lookup takes at most {@link Response#MAX_CONTACTS} of one answer; the
 *       shortlist and the number of requests are bounded.
 *   <li>An answer names an old address: a contact that is silent there is tried once more, at another address that a
 *       node names for it.
 * </ul>
 */
public final class Lookup {

    /**
     * The most requests, in multiples of k: with 10 % dead contacts among 10 000 nodes, a lookup needs less than two.
     */
    static final int REQUESTS_PER_RESULT = 4;
    /**
     * The most contacts on the shortlist, in multiples of k: farther ones would be asked only if all nearer ones were
     * dead.
     */
    static final int CANDIDATES_PER_RESULT = 10;

    private final Id self;
    private final Id target;
    private final int k;
    private final int alpha;
    private final Shortlist shortlist;
    private final Widening widening;

    private int requests;
    private int hops;
    private boolean isFound;

    /** A lookup by {@code self} that starts with the closest contacts of its own routing table. */
    public Lookup(Id self, Id target, List<Contact> start, int k, int alpha) {
        this.self = self;
        this.target = target;
        this.k = k;
        this.alpha = alpha;
        this.shortlist = new Shortlist(target, CANDIDATES_PER_RESULT * k);
        this.widening = new Widening(target, shortlist, k, alpha);
        start.forEach(contact -> hear(contact, 1));
    }

    /** The next step. The driver calls this again after every {@code Ask} and after every report. */
    public LookupStep next() {
        if (isFound) {
            return places() > 0 ? new LookupStep.Wait() : done(LookupEnd.FOUND);
        }
        Optional<LookupStep.Ask> question = question();
        if (question.isEmpty()) {
            return isOver() ? done(answered() < k ? LookupEnd.EXHAUSTED : LookupEnd.CONVERGED) : new LookupStep.Wait();
        }
        if (places() >= alpha) {
            return new LookupStep.Wait();
        }
        return requests < REQUESTS_PER_RESULT * k ? ask(question.get()) : endWithoutAsking();
    }

    /**
     * Reports that a contact answered and named these contacts. An answer to no question, or one that comes too late,
     * changes nothing.
     */
    public void answered(Id id, List<Contact> named) {
        Candidate candidate = shortlist.get(id);
        if (candidate != null && candidate.isUnderWay()) {
            candidate.become(Progress.ANSWERED);
            take(named, candidate.hop());
        } else if (candidate != null && widening.ended(id)) {
            take(named, candidate.hop() + 1);
        }
    }

    /** Reports that a contact did not answer, or gave an answer of no use. */
    public void failed(Id id) {
        Candidate candidate = shortlist.get(id);
        if (candidate != null && candidate.isUnderWay()) {
            candidate.become(Progress.FAILED);
        } else {
            widening.ended(id);
        }
    }

    /** Reports that a contact takes longer than usual: the lookup may ask another one meanwhile. */
    public void overdue(Id id) {
        Candidate candidate = shortlist.get(id);
        if (candidate != null && candidate.is(Progress.WAITING)) {
            candidate.become(Progress.OVERDUE);
        } else {
            widening.ended(id);
        }
    }

    /** Reports that a contact has been overdue for so long that it is probably dead: the lookup may end without it. */
    public void givenUp(Id id) {
        Candidate candidate = shortlist.get(id);
        if (candidate != null && candidate.is(Progress.OVERDUE)) {
            candidate.become(Progress.GIVEN_UP);
        }
    }

    /**
     * Reports that a node told what the lookup looks for: the lookup asks no other contact, and waits only for answers
     * that are not overdue.
     */
    public void found() {
        isFound = true;
    }

    private void take(List<Contact> named, int hop) {
        hops = Math.max(hops, hop);
        named.stream().limit(Response.MAX_CONTACTS).forEach(contact -> hear(contact, hop + 1));
    }

    private void hear(Contact contact, int hop) {
        if (!contact.id().equals(self)) {
            shortlist.hear(contact, hop);
        }
    }

    /** The next question, if there is one: to the closest contact not asked yet, or one that widens the lookup. */
    private Optional<LookupStep.Ask> question() {
        Optional<Candidate> heardOf = shortlist.closest(k, Candidate::isPromising).stream()
                .filter(candidate -> candidate.is(Progress.HEARD_OF)).findFirst();
        return answered() == 0 || heardOf.filter(widening::comesAfter).isPresent()
                ? heardOf.map(candidate -> new LookupStep.Ask(candidate.contact(), candidate.hop(), target))
                : widening.next();
    }

    private LookupStep ask(LookupStep.Ask question) {
        requests++;
        Candidate candidate = shortlist.get(question.contact().id());
        if (question.point().equals(target) && candidate != null) {
            candidate.ask();
        } else {
            widening.asked();
        }
        return question;
    }

    /** Whether the lookup has no answer to wait for. */
    private boolean isOver() {
        return !widening.isAwaited() && answered() >= shortlist.count(Candidate::isUnderWay)
                && shortlist.closest(k, Candidate::isHopeful).stream()
                        .allMatch(candidate -> candidate.is(Progress.ANSWERED));
    }

    private LookupStep endWithoutAsking() {
        boolean isUnderWay = widening.isAwaited() || shortlist.count(Candidate::isUnderWay) > 0;
        return isUnderWay ? new LookupStep.Wait() : done(LookupEnd.TOO_MANY_REQUESTS);
    }

    private LookupStep done(LookupEnd end) {
        List<Contact> closest = shortlist.closest(k, candidate -> candidate.is(Progress.ANSWERED)).stream()
                .map(Candidate::contact)
                .toList();
        return new LookupStep.Done(new LookupResult(closest, hops, requests, end));
    }

    private int answered() {
        return shortlist.count(candidate -> candidate.is(Progress.ANSWERED));
    }

    /** How many of the α places are taken. */
    private int places() {
        return shortlist.count(candidate -> candidate.is(Progress.WAITING)) + widening.places();
    }
}
