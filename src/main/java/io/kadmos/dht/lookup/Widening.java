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
 * Finds living nodes that no answer names, because dead contacts take their places. An answer names the
 * {@link Response#MAX_CONTACTS} contacts closest to the target. If some of these are dead, then the same number of
 * living nodes, the next closest ones, are in no answer.
 *
 * <p>The subtree of bit b holds the ids that share exactly b leading bits with the target. The unnamed nodes lie in the
 * subtree of the farthest contact named, or in the next farther subtrees. Within the subtree of bit b, the nodes
 * closest to the target are those closest to the target with bit b inverted. So the lookup asks for the nodes closest
 * to that point. It asks α of the contacts closest to the point, and takes one subtree after the other until k contacts
 * are certain to be the closest. (A departure from the paper, whose lookups then return fewer nodes, or farther ones.
 * protocol.md W13.)
 */
final class Widening {

    private final Id target;
    private final Shortlist shortlist;
    private final int k;
    private final int alpha;
    /** The bit of the first subtree that was asked for; negative before there was any. */
    private int firstBit = -1;
    /** The bit of the latest subtree that was asked for; never greater than the first, and farther from the target. */
    private int lastBit;
    private final Queue<Candidate> toAsk = new ArrayDeque<>();
    /** Searched and counted, never iterated, so its order does not matter. */
    private final Set<Id> awaited = new HashSet<>();

    Widening(Id target, Shortlist shortlist, int k, int alpha) {
        this.target = target;
        this.shortlist = shortlist;
        this.k = k;
        this.alpha = alpha;
    }

    /**
     * Whether to ask this contact before widening: either no unnamed node can be nearer to the target than the contact,
     * or widening has begun for the present horizon.
     */
    boolean comesAfter(Candidate candidate) {
        return hasBegun() || isWithinReach(candidate);
    }

    /**
     * The next question: which contact to ask for which point. Called when the lookup has no contact to ask first.
     * Empty if widening is not needed, or has to wait for answers.
     */
    Optional<LookupStep.Ask> next() {
        if (toAsk.isEmpty() && !isAwaited() && isNeeded()) {
            goOn();
        }
        return Optional.ofNullable(toAsk.peek())
                .map(candidate -> new LookupStep.Ask(candidate.contact(), candidate.hop() + 1, point()));
    }

    /** The contact that {@link #next} returned is being asked. */
    void asked() {
        awaited.add(toAsk.remove().contact().id());
    }

    /** A contact answered, failed or is overdue. Returns whether widening was waiting for it. */
    boolean ended(Id id) {
        return awaited.remove(id);
    }

    /** How many of the α places widening takes. */
    int places() {
        return awaited.size();
    }

    /**
     * Whether to wait for answers: as long as more than half of the α questions are open. The contacts close to one
     * point know mostly the same nodes, so the answers of the others suffice.
     */
    boolean isAwaited() {
        return awaited.size() > alpha / 2;
    }

    /** Whether a subtree is left to ask for, and fewer than k contacts are certain to be the closest. */
    private boolean isNeeded() {
        boolean isAllWithinReach = shortlist.all().size() < Response.MAX_CONTACTS || (hasBegun() && lastBit == 0);
        return !isAllWithinReach
                && shortlist.closest(k, Candidate::isPromising).stream().filter(this::isWithinReach).count() < k;
    }

    /** Moves to the subtree of the farthest contact named or, if widening has begun, to the next farther subtree. */
    private void goOn() {
        if (hasBegun()) {
            lastBit--;
        } else {
            firstBit = horizonBit();
            lastBit = firstBit;
        }
        toAsk.addAll(closestTo(point()));
    }

    /**
     * Whether widening has begun for the present horizon. It begins anew when closer contacts move the horizon nearer.
     */
    private boolean hasBegun() {
        return firstBit >= horizonBit();
    }

    /** Whether every node nearer to the target than this contact must have been named. */
    private boolean isWithinReach(Candidate candidate) {
        Id id = candidate.contact().id();
        return hasBegun() ? target.commonPrefixBits(id) >= lastBit : target.compareDistance(id, horizon()) <= 0;
    }

    private int horizonBit() {
        return Math.min(target.commonPrefixBits(horizon()), Id.BITS - 1);
    }

    /** The farthest contact that an answer could name; no answer reaches beyond it. */
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
