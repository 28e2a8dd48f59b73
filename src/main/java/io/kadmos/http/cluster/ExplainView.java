package io.kadmos.http.cluster;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.node.ReadReport;
import io.kadmos.dht.record.Version;
import io.kadmos.dht.register.Explanation;
import io.kadmos.dht.register.NotApplied;
import io.kadmos.dht.register.Read;
import io.kadmos.http.Outcomes;

/**
 * The JSON of {@code GET /cluster/explain}.
 *
 * @param detail why there is no outcome; null if there is one
 */
record ExplainView(String key, String outcome, @Nullable String version, long micros, @Nullable String detail,
        List<Round> rounds) {

    record Round(String kind, List<Reply> replies) {}

    record Reply(String name, String id, String outcome, @Nullable String version, long micros) {}

    static ExplainView of(Key key, ReadReport report) {
        Explanation explanation = report.explanation();
        String outcome = switch (explanation.outcome()) {
            case Read(var value) -> value.isPresent() ? "found" : "absent";
            case NotApplied _ -> "unavailable";
        };
        String detail = explanation.outcome() instanceof NotApplied(var reason)
                ? Outcomes.notApplied(reason).getMessage()
                : null;
        return new ExplainView(key.text(), outcome, text(explanation.version()), LookupView.micros(
                explanation.elapsed()), detail,
                explanation.rounds().stream().map(round -> round(round, report)).toList());
    }

    private static Round round(Explanation.Round round, ReadReport report) {
        return new Round(round.phase().name().toLowerCase(Locale.ROOT), round.replies().stream()
                .map(reply -> new Reply(report.names().getOrDefault(reply.member().node(), ""),
                        reply.member().node().hex(), reply.outcome(), text(reply.version()),
                        LookupView.micros(reply.elapsed())))
                .toList());
    }

    private static @Nullable String text(Optional<Version> version) {
        return version.map(Version::text).orElse(null);
    }
}
