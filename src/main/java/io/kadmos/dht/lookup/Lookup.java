package io.kadmos.dht.lookup;

import java.util.List;
import java.util.Optional;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.lookup.Candidate.Progress;
import io.kadmos.dht.message.Response;

/**
 * One iterative lookup (Kademlia §2.3), without any I/O: it says whom to ask and is told what came of it. It asks the
 * closest contacts it has heard of, α at a time, and ends when the k closest that are not known to be dead, nor silent
 * for very long, have answered.
 *
 * <p>What could go wrong with other nodes' answers, and what is done about it:
 * <ul>
 *   <li>An answer names dead or invented contacts: a contact counts only once it answered itself.
 *   <li>A contact is silent: when overdue it no longer takes one of the α places, and one more is asked in its stead;
 *       when given up it no longer holds up the end. If most are silent, it is this node that does not hear: then the
 *       lookup waits for all.
 *   <li>Dead contacts are named in the place of living ones: {@link Widening}.
 *   <li>An answer names very many contacts: at most {@link Response#MAX_CONTACTS} of one answer are taken, the
 *       shortlist is bounded, and so are the requests.
 *   <li>An old address is named: a contact silent there is tried once more at another address named for it.
 * </ul>
 */
public final class Lookup {

    /** Bound on requests, in multiples of k: 10 % dead contacts among 10 000 nodes need less than two. */
    static final int REQUESTS_PER_RESULT = 4;
    /** Bound on the shortlist, in multiples of k: farther ones would be asked only if all nearer ones were dead. */
    static final int CANDIDATES_PER_RESULT = 10;

    private final Id self;
    private final Id target;
    private final int k;
    private final int alpha;
    private final Shortlist shortlist;
    private final Widening widening;

    private int requests;
    private int hops;
    private boolean isSettled;

    /** A lookup by {@code self} that starts with the closest contacts of its own table. */
    public Lookup(Id self, Id target, List<Contact> start, int k, int alpha) {
        this.self = self;
        this.target = target;
        this.k = k;
        this.alpha = alpha;
        this.shortlist = new Shortlist(target, CANDIDATES_PER_RESULT * k);
        this.widening = new Widening(target, shortlist, k, alpha);
        start.forEach(contact -> hear(contact, 1));
    }

    /** What to do now. Call it again after every {@code Ask} and after everything the lookup was told. */
    public LookupStep next() {
        if (isSettled) {
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
     * A contact answered and named these contacts. Answers that were not asked for, or came too late, change nothing.
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

    /** A contact did not answer, or not usefully. */
    public void failed(Id id) {
        Candidate candidate = shortlist.get(id);
        if (candidate != null && candidate.isUnderWay()) {
            candidate.become(Progress.FAILED);
        } else {
            widening.ended(id);
        }
    }

    /** A contact takes longer than it usually does: somebody else may be asked meanwhile. */
    public void overdue(Id id) {
        Candidate candidate = shortlist.get(id);
        if (candidate != null && candidate.is(Progress.WAITING)) {
            candidate.become(Progress.OVERDUE);
        } else {
            widening.ended(id);
        }
    }

    /** A contact has been overdue for so long that it is probably dead: nobody need wait for it. */
    public void givenUp(Id id) {
        Candidate candidate = shortlist.get(id);
        if (candidate != null && candidate.is(Progress.OVERDUE)) {
            candidate.become(Progress.GIVEN_UP);
        }
    }

    /** What was looked for has been found: asks nobody else, and waits only for answers that are not overdue. */
    public void settle() {
        isSettled = true;
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

    /** The next question, if there is one: to the closest not asked yet, or for those whom nobody names. */
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

    /** Whether nobody is left to wait for. */
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
