package io.kadmos.dht.lookup;

import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.lookup.Candidate.Progress;

/**
 * The contacts that a lookup has heard of, nearest to its target first. At the bound, the farthest contact that was not
 * asked yet is dropped.
 */
final class Shortlist {

    private final NavigableMap<Id, Candidate> candidates;
    private final int capacity;

    Shortlist(Id target, int capacity) {
        this.candidates = new TreeMap<>(target.nearestFirst());
        this.capacity = capacity;
    }

    @Nullable Candidate get(Id id) {
        return candidates.get(id);
    }

    void hear(Contact contact, int hop) {
        Candidate known = candidates.get(contact.id());
        if (known != null) {
            known.heardElsewhere(contact, hop);
            return;
        }
        candidates.put(contact.id(), new Candidate(contact, hop));
        if (candidates.size() > capacity) {
            forgetFarthest();
        }
    }

    /** All contacts, nearest first. */
    Collection<Candidate> all() {
        return candidates.values();
    }

    /** The closest contacts that satisfy a condition, nearest first. */
    List<Candidate> closest(int count, Predicate<Candidate> fitting) {
        return candidates.values().stream().filter(fitting).limit(count).toList();
    }

    /**
     * The contact at this place, counted from 1, in any state; the last one if there are fewer. The list must not be
     * empty.
     */
    Candidate at(int place) {
        return candidates.values().stream().limit(place).reduce((_, later) -> later).orElseThrow();
    }

    int count(Predicate<Candidate> fitting) {
        return (int) candidates.values().stream().filter(fitting).count();
    }

    /**
     * Drops the farthest contact that was not asked yet. There always is one, because a lookup asks far fewer contacts
     * than the list holds.
     */
    private void forgetFarthest() {
        candidates.descendingMap().values().stream()
                .filter(candidate -> candidate.is(Progress.HEARD_OF))
                .findFirst()
                .ifPresent(farthest -> candidates.remove(farthest.contact().id()));
    }
}
