package io.kadmos.dht.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Response;

/** Lookups among nodes that all know each other, so that every answer names the same nodes, the dead ones included. */
class WideningTest {

    private static final Id TARGET = Id.ZERO;
    private static final Id SELF = new Id(-1, -1, -1);
    private static final int K = 20;
    private static final int ALPHA = 3;
    private static final List<Contact> NODES = IntStream.rangeClosed(1, 100).mapToObj(WideningTest::node).toList();

    private final List<LookupStep.Ask> asked = new ArrayList<>();

    @Test
    void asksForNothingButTheTargetWhereAllAnswer() {
        assertThat(distancesFound(Set.of(), node(99))).isEqualTo(range(1, 20));
        assertThat(asked).allMatch(question -> question.point().equals(TARGET));
    }

    @Test
    void findsThoseBehindTheDead() {
        assertThat(distancesFound(Set.of(3, 5), node(99)))
                .containsExactlyElementsOf(without(range(1, 22), Set.of(3, 5)));
        assertThat(asked).filteredOn(question -> !question.point().equals(TARGET)).hasSize(ALPHA);
    }

    @Test
    void findsThoseInTheNextSubtreeWhenTheFirstIsDeadAltogether() {
        Set<Integer> dead = Set.copyOf(range(16, 31));
        assertThat(distancesFound(dead, node(99))).containsExactlyElementsOf(without(range(1, 36), dead));
    }

    @Test
    void isOverWhenAllAreAskedAndFewLive() {
        Set<Integer> dead = Set.copyOf(range(6, 100));
        assertThat(distancesFound(dead, node(1))).isEqualTo(range(1, 5));
    }

    @Test
    void waitsForNoneWhoIsOverdue() {
        Lookup lookup = new Lookup(SELF, TARGET, NODES.subList(0, K), K, ALPHA);
        List<LookupStep.Ask> around = new ArrayList<>();
        while (lookup.next() instanceof LookupStep.Ask question) {
            Id id = question.contact().id();
            if (!question.point().equals(TARGET)) {
                around.add(question);
            } else if (id.equals(node(7).id())) {
                lookup.failed(id);
            } else {
                lookup.answered(id, NODES.subList(0, K));
            }
        }
        assertThat(around).hasSize(ALPHA);
        around.forEach(question -> lookup.overdue(question.contact().id()));
        assertThat(lookup.next()).isInstanceOf(LookupStep.Ask.class);
    }

    private List<Integer> distancesFound(Set<Integer> dead, Contact start) {
        Lookup lookup = new Lookup(SELF, TARGET, List.of(start), K, ALPHA);
        while (true) {
            switch (lookup.next()) {
                case LookupStep.Ask question -> feed(lookup, question, dead);
                case LookupStep.Wait() -> throw new AssertionError("the lookup waits although no question is open");
                case LookupStep.Done(LookupResult result) -> {
                    return result.closest().stream().map(contact -> contact.id().low()).toList();
                }
            }
        }
    }

    private void feed(Lookup lookup, LookupStep.Ask question, Set<Integer> dead) {
        asked.add(question);
        Id id = question.contact().id();
        if (dead.contains(id.low())) {
            lookup.failed(id);
        } else {
            lookup.answered(id, NODES.stream()
                    .sorted(Comparator.comparing(Contact::id, question.point().nearestFirst()))
                    .limit(Response.MAX_CONTACTS).toList());
        }
    }

    private static List<Integer> without(List<Integer> distances, Set<Integer> dead) {
        return distances.stream().filter(distance -> !dead.contains(distance)).toList();
    }

    private static List<Integer> range(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    private static Contact node(int distance) {
        return new Contact(new Id(0, 0, distance), Endpoint.of(new byte[]{10, 0, 0, 1}, distance));
    }
}
