package io.kadmos.observability;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Timers of what clients do with keys. Callable from any thread. */
final class OperationTimers {

    private static final List<String> WRITE_OUTCOMES = List.of("written", "precondition-failed", "not-applied",
            "unknown");
    private static final Map<String, List<String>> OUTCOMES = Map.of(
            "get", List.of("found", "absent", "not-applied"), "put", WRITE_OUTCOMES, "delete", WRITE_OUTCOMES);

    private final Map<String, Map<String, Timer>> timers;

    OperationTimers(MeterRegistry registry) {
        timers = OUTCOMES.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
                each -> each.getValue().stream().collect(Collectors.toUnmodifiableMap(outcome -> outcome,
                        outcome -> register(registry, each.getKey(), outcome)))));
    }

    /** The timer of an operation with an outcome; both are words of fixed sets. */
    Timer of(String operation, String outcome) {
        Map<String, Timer> outcomes = Objects.requireNonNull(timers.get(operation), operation);
        return Objects.requireNonNull(outcomes.get(outcome), outcome);
    }

    private static Timer register(MeterRegistry registry, String operation, String outcome) {
        return Timer.builder("kadmos.kv.operations").description("Operations of clients on keys")
                .tags("operation", operation, "outcome", outcome)
                .serviceLevelObjectives(Buckets.OPERATIONS).register(registry);
    }
}
