package io.kadmos.http.kv;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;

/** Parses how long a value lives: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 24h}, {@code 7d}; 1 ms to 10 years. */
final class TimeToLive {

    /** Ten years, leap days included. */
    static final Duration MAX = Duration.ofDays(3653);
    /** The resolution of expiry. */
    private static final Duration MIN = Duration.ofMillis(1);
    /** 12 digits suffice for the greatest time in the smallest unit, and overflow no long in the greatest unit. */
    private static final Pattern SHORT_FORM = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d|)");

    private TimeToLive() {}

    /** Also takes whole seconds without a unit, and ISO-8601 durations. @throws Problem for anything else */
    static Duration parse(String text) {
        Duration duration = duration(text);
        if (duration.compareTo(MIN) < 0 || duration.compareTo(MAX) > 0) {
            throw new Problem(Kind.BAD_TTL, "ttl must be greater than 0 and at most 10 years");
        }
        return duration;
    }

    private static Duration duration(String text) {
        Matcher shortForm = SHORT_FORM.matcher(text);
        if (!shortForm.matches()) {
            return iso(text);
        }
        long amount = Long.parseLong(shortForm.group(1));
        return switch (shortForm.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            default -> Duration.ofSeconds(amount);
        };
    }

    private static Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new Problem(Kind.BAD_TTL, "ttl must be like 500ms, 30s, 5m, 24h, 7d, PT30S, or whole seconds");
        }
    }
}
