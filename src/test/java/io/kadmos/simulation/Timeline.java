package io.kadmos.simulation;

import java.util.ArrayList;
import java.util.List;

/** What happened, line by line, as far as it helps to understand a failure. The oldest lines give way. */
final class Timeline {

    private static final int MAX_LINES = 2_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Scheduler scheduler;
    private final List<Line> lines = new ArrayList<>();

    private record Line(long atNanos, String text) {}

    Timeline(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    static String time(long nanos) {
        return nanos == Attempt.NEVER ? "never" : "%.6f s".formatted(nanos / NANOS_PER_SECOND);
    }

    void add(String text) {
        if (lines.size() < MAX_LINES) {
            lines.add(new Line(scheduler.nowNanos(), text));
        }
    }

    /** Everything that went wrong on purpose, and the attempts on one key, by time. */
    String with(List<Attempt> attempts) {
        List<Line> all = new ArrayList<>(lines);
        attempts.forEach(attempt -> all.add(new Line(attempt.calledAt(), describe(attempt))));
        all.sort((a, b) -> Long.compare(a.atNanos(), b.atNanos()));
        StringBuilder text = new StringBuilder();
        all.forEach(line -> text.append("  ").append(time(line.atNanos())).append("  ").append(line.text())
                .append('\n'));
        return text.toString();
    }

    private static String describe(Attempt attempt) {
        return "#" + attempt.number() + " " + attempt.action() + " until " + time(attempt.endedAt()) + " -> "
                + attempt.outcome();
    }
}
