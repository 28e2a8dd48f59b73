package io.kadmos.dht.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;

class LookupTest {

    private static final Id SELF = new Id(-1, -1, -1);
    private static final Id TARGET = Id.ZERO;

    @Test
    void endsAtOnceWithoutAContact() {
        Lookup lookup = lookup(3, 2, List.of());
        assertThat(lookup.next()).isEqualTo(done(List.of(), 0, 0, LookupEnd.EXHAUSTED));
    }

    @Test
    void asksTheClosestFirstAndAlphaAtATime() {
        Lookup lookup = lookup(3, 2, List.of(node(3), node(1), node(2)));
        assertThat(lookup.next()).isEqualTo(ask(1, 1));
        assertThat(lookup.next()).isEqualTo(ask(2, 1));
        assertThat(lookup.next()).isEqualTo(new LookupStep.Wait());
        lookup.answered(node(1).id(), List.of());
        assertThat(lookup.next()).isEqualTo(ask(3, 1));
    }

    @Test
    void endsWhenTheKClosestHaveAnswered() {
        Lookup lookup = lookup(2, 1, List.of(node(5), node(9)));
        assertThat(lookup.next()).isEqualTo(ask(5, 1));
        lookup.answered(node(5).id(), List.of(node(1), node(7)));
        assertThat(lookup.next()).isEqualTo(ask(1, 2));
        lookup.answered(node(1).id(), List.of());
        assertThat(lookup.next()).isEqualTo(done(List.of(node(1), node(5)), 2, 2, LookupEnd.CONVERGED));
    }

    @Test
    void replacesAContactThatFailsByTheNextOne() {
        Lookup lookup = lookup(1, 1, List.of(node(1), node(2)));
        lookup.next();
        lookup.failed(node(1).id());
        assertThat(lookup.next()).isEqualTo(ask(2, 1));
        lookup.answered(node(2).id(), List.of());
        assertThat(lookup.next()).isEqualTo(done(List.of(node(2)), 1, 2, LookupEnd.CONVERGED));
    }

    @Test
    void anOverdueContactHoldsUpNoRequestButStillCounts() {
        Lookup lookup = lookup(2, 1, List.of(node(1), node(2)));
        lookup.next();
        lookup.overdue(node(1).id());
        assertThat(lookup.next()).isEqualTo(ask(2, 1));
        lookup.answered(node(2).id(), List.of());
        assertThat(lookup.next()).isEqualTo(new LookupStep.Wait());
        lookup.answered(node(1).id(), List.of());
        assertThat(lookup.next()).isEqualTo(done(List.of(node(1), node(2)), 1, 2, LookupEnd.CONVERGED));
    }

    @Test
    void aContactGivenUpHoldsUpNoRequest() {
        Lookup lookup = lookup(2, 2, List.of(node(1), node(2), node(3)));
        askAll(lookup);
        lookup.answered(node(2).id(), List.of());
        lookup.overdue(node(1).id());
        assertThat(lookup.next()).isEqualTo(ask(3, 1));
        lookup.answered(node(3).id(), List.of());
        assertThat(lookup.next()).isEqualTo(new LookupStep.Wait());
        lookup.givenUp(node(1).id());
        assertThat(lookup.next()).isEqualTo(done(List.of(node(2), node(3)), 1, 3, LookupEnd.CONVERGED));
    }

    @Test
    void anAnswerOfAContactGivenUpStillCounts() {
        Lookup lookup = lookup(2, 2, List.of(node(1), node(2), node(3)));
        askAll(lookup);
        giveUp(lookup, 1);
        lookup.answered(node(1).id(), List.of());
        lookup.answered(node(2).id(), List.of());
        assertThat(lookup.next()).isEqualTo(done(List.of(node(1), node(2)), 1, 2, LookupEnd.CONVERGED));
    }

    @Test
    void waitsForThoseGivenUpAsLongAsMostAreSilent() {
        Lookup lookup = lookup(3, 3, List.of(node(1), node(2), node(3)));
        askAll(lookup);
        giveUp(lookup, 1);
        giveUp(lookup, 2);
        lookup.answered(node(3).id(), List.of());
        assertThat(lookup.next()).isEqualTo(new LookupStep.Wait());
        lookup.failed(node(1).id());
        assertThat(lookup.next()).isEqualTo(done(List.of(node(3)), 1, 3, LookupEnd.EXHAUSTED));
    }

    @Test
    void neverAsksItself() {
        Lookup lookup = lookup(2, 1, List.of(node(1), new Contact(SELF, endpoint(1))));
        lookup.next();
        lookup.answered(node(1).id(), List.of(new Contact(SELF, endpoint(1))));
        assertThat(lookup.next()).isEqualTo(done(List.of(node(1)), 1, 1, LookupEnd.EXHAUSTED));
    }

    @Test
    void triesASilentContactAtOneOtherAddress() {
        Contact moved = new Contact(node(1).id(), endpoint(77));
        Contact movedAgain = new Contact(node(1).id(), endpoint(78));
        Lookup lookup = lookup(3, 1, List.of(node(1), node(2), node(3)));
        lookup.next();
        lookup.failed(node(1).id());
        lookup.next();
        lookup.answered(node(2).id(), List.of(node(1), moved));
        assertThat(lookup.next()).isEqualTo(new LookupStep.Ask(moved, 2, TARGET));
        lookup.failed(node(1).id());
        lookup.next();
        lookup.answered(node(3).id(), List.of(movedAgain));
        assertThat(lookup.next()).isEqualTo(done(List.of(node(2), node(3)), 1, 4, LookupEnd.EXHAUSTED));
    }

    @Test
    void ignoresAnswersToNoRequest() {
        Lookup lookup = lookup(2, 1, List.of(node(1)));
        lookup.next();
        lookup.answered(node(7).id(), List.of(node(8)));
        lookup.failed(node(9).id());
        lookup.answered(node(1).id(), List.of());
        lookup.answered(node(1).id(), List.of(node(8)));
        assertThat(lookup.next()).isEqualTo(done(List.of(node(1)), 1, 1, LookupEnd.EXHAUSTED));
    }

    @Test
    void takesNoMoreContactsFromOneAnswerThanOneMayName() {
        Lookup lookup = lookup(30, 30, List.of(node(1)));
        lookup.next();
        lookup.answered(node(1).id(), IntStream.range(2, 100).mapToObj(LookupTest::node).toList());
        assertThat(askAll(lookup)).hasSize(20);
    }

    @Test
    void givesUpAfterItsLastRequestWhenNothingButSilenceComes() {
        Lookup lookup = lookup(2, 1, IntStream.range(1, 20).mapToObj(LookupTest::node).toList());
        int asked = 0;
        while (lookup.next() instanceof LookupStep.Ask(Contact contact, int _, Id _)) {
            asked++;
            lookup.failed(contact.id());
        }
        assertThat(asked).isEqualTo(2 * Lookup.REQUESTS_PER_RESULT);
        assertThat(lookup.next()).isEqualTo(done(List.of(), 0, asked, LookupEnd.TOO_MANY_REQUESTS));
    }

    @Test
    void onceFoundItWaitsOnlyForThoseThatAreNotOverdue() {
        Lookup lookup = lookup(3, 3, List.of(node(1), node(2), node(3), node(4)));
        askAll(lookup);
        lookup.answered(node(2).id(), List.of(node(5)));
        lookup.found();
        assertThat(lookup.next()).isEqualTo(new LookupStep.Wait());
        lookup.overdue(node(1).id());
        lookup.failed(node(3).id());
        assertThat(lookup.next()).isEqualTo(done(List.of(node(2)), 1, 3, LookupEnd.FOUND));
    }

    private static void giveUp(Lookup lookup, int node) {
        lookup.overdue(node(node).id());
        lookup.givenUp(node(node).id());
    }

    private static List<Contact> askAll(Lookup lookup) {
        List<Contact> asked = new ArrayList<>();
        while (lookup.next() instanceof LookupStep.Ask(Contact contact, int _, Id point)) {
            if (point.equals(TARGET)) {
                asked.add(contact);
            }
        }
        return asked;
    }

    private static Lookup lookup(int k, int alpha, List<Contact> start) {
        return new Lookup(SELF, TARGET, start, k, alpha);
    }

    private static LookupStep ask(int node, int hop) {
        return new LookupStep.Ask(node(node), hop, TARGET);
    }

    private static LookupStep done(List<Contact> closest, int hops, int requests, LookupEnd end) {
        return new LookupStep.Done(new LookupResult(closest, hops, requests, end));
    }

    private static Contact node(int distance) {
        return new Contact(new Id(0, 0, distance), endpoint(distance));
    }

    private static Endpoint endpoint(int port) {
        return Endpoint.of(new byte[]{10, 0, 0, 1}, port);
    }
}
