package io.kadmos.dht.node;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.lookup.LookupDriver;
import io.kadmos.dht.lookup.LookupEnd;
import io.kadmos.dht.lookup.LookupResult;
import io.kadmos.dht.lookup.LookupTrace;
import io.kadmos.dht.node.LookupReport.End;
import io.kadmos.dht.node.LookupReport.Named;
import io.kadmos.dht.node.LookupReport.Step;

/** A lookup that records its questions. Event loop only. */
final class TracedLookup {

    private final Id target;
    private final Function<Id, String> names;
    private final List<Step> steps = new ArrayList<>();

    TracedLookup(Id target, Function<Id, String> names) {
        this.target = target;
        this.names = names;
    }

    void run(LookupDriver lookups, Consumer<LookupReport> done) {
        lookups.closest(target, this::ended, result -> done.accept(report(result)));
    }

    private void ended(LookupTrace.Asked asked) {
        steps.add(new Step(asked.hop(), named(asked.contact()), asked.started(), asked.elapsed(),
                asked.outcome() == LookupTrace.Outcome.ANSWERED, asked.returned()));
    }

    private LookupReport report(LookupResult result) {
        return new LookupReport(target, result.hops(), result.requests(), end(result.end()), steps,
                result.closest().stream().map(this::named).toList());
    }

    private Named named(Contact contact) {
        return new Named(names.apply(contact.id()), contact);
    }

    private static End end(LookupEnd end) {
        return switch (end) {
            case CONVERGED, FOUND -> End.CONVERGED;
            case EXHAUSTED -> End.EXHAUSTED;
            case TOO_MANY_REQUESTS -> End.TOO_MANY_REQUESTS;
            case OVERLOAD -> End.OVERLOAD;
        };
    }
}
