package io.kadmos.http.kv;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Formats and parses times in HTTP headers, which have no fractions of a second (RFC 9110 §5.6.7). */
public final class HttpDate {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter
            .ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private HttpDate() {}

    static String format(Instant time) {
        return FORMAT.format(time);
    }

    /** The time of a header; empty if it is absent or malformed, which counts as absent. */
    static Optional<Instant> parse(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(FORMAT.parse(header.strip(), Instant::from));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Whether a change is later than the time of a header, in whole seconds. */
    static boolean isAfter(Instant changed, Instant header) {
        return changed.truncatedTo(ChronoUnit.SECONDS).isAfter(header);
    }
}
