package io.kadmos.dht.lookup;

import static java.util.function.Predicate.not;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.lookup.Candidate.Progress;
import io.kadmos.dht.message.Response;

/**
 * One iterative lookup (Kademlia §2.3), without any I/O: it says whom to ask and is told what came of it. It asks the
 * closest contacts it has heard of, α at a time, and ends when the k closest that are not known to be dead have
 * answered.
 *
 * <p>What could go wrong with other nodes' answers, and what is done about it:
 * <ul>
 *   <li>An answer names dead or invented contacts: a contact counts only once it answered itself.
 *   <li>A contact is silent: when overdue it no longer takes one of the α places, so it cannot stall the lookup.
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
    private final int k;
    private final int alpha;
    /** By distance to the target, nearest first. */
    private final NavigableMap<Id, Candidate> shortlist;

    private int requests;
    private int hops;
    private boolean isSettled;

    /** A lookup by {@code self} that starts with the closest contacts of its own table. */
    public Lookup(Id self, Id target, List<Contact> start, int k, int alpha) {
        this.self = self;
        this.k = k;
        this.alpha = alpha;
        this.shortlist = new TreeMap<>(target.nearestFirst());
        start.forEach(contact -> hear(contact, 1));
    }

    /** What to do now. Call it again after every {@code Ask} and after everything the lookup was told. */
    public LookupStep next() {
        if (isSettled) {
            return count(Progress.WAITING) > 0 ? new LookupStep.Wait() : done(LookupEnd.FOUND);
        }
        List<Candidate> closest = closestNotFailed();
        if (closest.stream().allMatch(candidate -> candidate.is(Progress.ANSWERED))) {
            return done(closest.size() < k ? LookupEnd.EXHAUSTED : LookupEnd.CONVERGED);
        }
        Optional<Candidate> heardOf = closest.stream().filter(candidate -> candidate.is(Progress.HEARD_OF)).findFirst();
        if (heardOf.isEmpty() || count(Progress.WAITING) >= alpha) {
            return new LookupStep.Wait();
        }
        return requests < REQUESTS_PER_RESULT * k ? ask(heardOf.get()) : endWithoutAsking();
    }

    /**
     * A contact answered and named these contacts. Answers that were not asked for, or came too late, change nothing.
     */
    public void answered(Id id, List<Contact> named) {
        Candidate candidate = underWay(id);
        if (candidate == null) {
            return;
        }
        candidate.become(Progress.ANSWERED);
        hops = Math.max(hops, candidate.hop());
        named.stream().limit(Response.MAX_CONTACTS).forEach(contact -> hear(contact, candidate.hop() + 1));
    }

    /** A contact did not answer, or not usefully. */
    public void failed(Id id) {
        Candidate candidate = underWay(id);
        if (candidate != null) {
            candidate.become(Progress.FAILED);
        }
    }

    /** A contact takes longer than it usually does: somebody else may be asked meanwhile. */
    public void overdue(Id id) {
        Candidate candidate = shortlist.get(id);
        if (candidate != null && candidate.is(Progress.WAITING)) {
            candidate.become(Progress.OVERDUE);
        }
    }

    /** What was looked for has been found: asks nobody else, and waits only for answers that are not overdue. */
    public void settle() {
        isSettled = true;
    }

    private void hear(Contact contact, int hop) {
        if (contact.id().equals(self)) {
            return;
        }
        Candidate known = shortlist.get(contact.id());
        if (known != null) {
            known.heardElsewhere(contact, hop);
            return;
        }
        shortlist.put(contact.id(), new Candidate(contact, hop));
        if (shortlist.size() > CANDIDATES_PER_RESULT * k) {
            forgetFarthest();
        }
    }

    /** Only somebody not asked yet: there always is one, for far fewer are asked than remembered. */
    private void forgetFarthest() {
        shortlist.descendingMap().values().stream()
                .filter(candidate -> candidate.is(Progress.HEARD_OF))
                .findFirst()
                .ifPresent(farthest -> shortlist.remove(farthest.contact().id()));
    }

    private LookupStep ask(Candidate candidate) {
        requests++;
        candidate.ask();
        return new LookupStep.Ask(candidate.contact(), candidate.hop());
    }

    private LookupStep endWithoutAsking() {
        boolean underWay = shortlist.values().stream().anyMatch(Candidate::isUnderWay);
        return underWay ? new LookupStep.Wait() : done(LookupEnd.TOO_MANY_REQUESTS);
    }

    private LookupStep done(LookupEnd end) {
        List<Contact> closest = shortlist.values().stream()
                .filter(candidate -> candidate.is(Progress.ANSWERED))
                .limit(k)
                .map(Candidate::contact)
                .toList();
        return new LookupStep.Done(new LookupResult(closest, hops, requests, end));
    }

    private List<Candidate> closestNotFailed() {
        return shortlist.values().stream()
                .filter(not(candidate -> candidate.is(Progress.FAILED)))
                .limit(k)
                .toList();
    }

    private long count(Progress progress) {
        Stream<Candidate> all = shortlist.values().stream();
        return all.filter(candidate -> candidate.is(progress)).count();
    }

    private @Nullable Candidate underWay(Id id) {
        Candidate candidate = shortlist.get(id);
        return candidate != null && candidate.isUnderWay() ? candidate : null;
    }
}
