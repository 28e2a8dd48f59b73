package io.kadmos.http.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.node.LookupReport;

/** The JSON of {@code GET /cluster/lookup}. */
record LookupView(String target, int hops, int requests, String reason, List<Step> steps, List<Closest> closest) {

    record Step(int hop, Asked asked, long startedMicros, long rttMicros, String outcome, List<String> returned) {}

    record Asked(String name, String id, String address) {}

    record Closest(String name, String id) {}

    static LookupView of(LookupReport report) {
        return new LookupView(report.target().hex(), report.hops(), report.requests(),
                report.end().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                report.steps().stream().map(LookupView::step).toList(),
                report.closest().stream().map(each -> new Closest(each.name(), each.contact().id().hex())).toList());
    }

    private static Step step(LookupReport.Step step) {
        var contact = step.asked().contact();
        return new Step(step.hop(), new Asked(step.asked().name(), contact.id().hex(), contact.endpoint().toString()),
                micros(step.started()), micros(step.elapsed()), step.answered() ? "answered" : "timed-out",
                step.returned().stream().map(Id::hex).toList());
    }

    static long micros(Duration duration) {
        return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
    }
}
