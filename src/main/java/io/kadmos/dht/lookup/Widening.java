package io.kadmos.dht.lookup;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.lookup.Candidate.Progress;
import io.kadmos.dht.message.Response;

/**
 * Finds those who hide behind the dead. An answer names the {@link Response#MAX_CONTACTS} contacts closest to the
 * target; where some of these are dead, as many living ones behind them are named by nobody. They lie in the subtree of
 * the farthest one named, or in those next to it. Within the subtree that branches off the target's path at some bit,
 * the nodes closest to the target are those closest to the target with that bit inverted. So the lookup asks for that
 * point, α of those who live closest to it, one subtree after the other until enough are found. (Not in the paper:
 * its lookups then return fewer nodes, or farther ones.)
 */
final class Widening {

    private final Id target;
    private final Shortlist shortlist;
    private final int k;
    private final int alpha;
    /** The subtrees from the one that branches off at this bit, negative before there was any … */
    private int firstBit = -1;
    /** … to the one that branches off at this bit, which is not greater, have been asked for. */
    private int lastBit;
    private final Queue<Candidate> toAsk = new ArrayDeque<>();
    /** Asked for membership and number only, never iterated. */
    private final Set<Id> awaited = new HashSet<>();

    Widening(Id target, Shortlist shortlist, int k, int alpha) {
        this.target = target;
        this.shortlist = shortlist;
        this.k = k;
        this.alpha = alpha;
    }

    /** Whether this one is asked first: nobody hides before it, as far as is known, or those who do were asked for. */
    boolean comesAfter(Candidate candidate) {
        return hasBegun() || isWithinReach(candidate);
    }

    /** Whom to ask for which point, now that there is nobody else to ask; nobody if that is not needed, or not yet. */
    Optional<LookupStep.Ask> next() {
        if (toAsk.isEmpty() && !isAwaited() && isNeeded()) {
            goOn();
        }
        return Optional.ofNullable(toAsk.peek())
                .map(candidate -> new LookupStep.Ask(candidate.contact(), candidate.hop() + 1, point()));
    }

    /** The one that is next is being asked. */
    void asked() {
        awaited.add(toAsk.remove().contact().id());
    }

    /** An answer came, failed to come, or is overdue. Tells whether it was awaited. */
    boolean ended(Id id) {
        return awaited.remove(id);
    }

    /** How many of the α places are taken. */
    int places() {
        return awaited.size();
    }

    /** Whether there is somebody to wait for: what one of several does not say, the others do. */
    boolean isAwaited() {
        return awaited.size() > alpha / 2;
    }

    private boolean isNeeded() {
        boolean isAllWithinReach = shortlist.all().size() < Response.MAX_CONTACTS || (hasBegun() && lastBit == 0);
        return !isAllWithinReach
                && shortlist.closest(k, Candidate::isPromising).stream().filter(this::isWithinReach).count() < k;
    }

    /** To the subtree of the farthest one named or, once that was asked for, to the one behind it. */
    private void goOn() {
        if (hasBegun()) {
            lastBit--;
        } else {
            firstBit = horizonBit();
            lastBit = firstBit;
        }
        toAsk.addAll(closestTo(point()));
    }

    /** If those named have come nearer since then, it begins anew. */
    private boolean hasBegun() {
        return firstBit >= horizonBit();
    }

    /** Whether whoever lives nearer than this one must have been named. */
    private boolean isWithinReach(Candidate candidate) {
        Id id = candidate.contact().id();
        return hasBegun() ? target.commonPrefixBits(id) >= lastBit : target.compareDistance(id, horizon()) <= 0;
    }

    private int horizonBit() {
        return Math.min(target.commonPrefixBits(horizon()), Id.BITS - 1);
    }

    /** The farthest one that an answer could name. */
    private Id horizon() {
        return shortlist.at(Response.MAX_CONTACTS).contact().id();
    }

    private Id point() {
        return target.flip(lastBit);
    }

    private List<Candidate> closestTo(Id point) {
        return shortlist.all().stream().filter(candidate -> candidate.is(Progress.ANSWERED))
                .sorted(Comparator.comparing(candidate -> candidate.contact().id(), point.nearestFirst()))
                .limit(alpha).toList();
    }
}
