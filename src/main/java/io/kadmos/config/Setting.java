package io.kadmos.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

import io.kadmos.machine.SeedAddress;

/** Checks of single settings; each failure names the key, the value and what is allowed. */
final class Setting {

    /** Safe in a file, a log line, a host name and JSON; as long as a host name may be. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");

    private Setting() {}

    /** A setting that is left blank is not set. */
    static @Nullable String optional(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    static void name(String key, String value) {
        if (!NAME.matcher(value).matches()) {
            throw refusal(key, value, "1 to 253 letters, digits, dots, hyphens and underscores,"
                    + " beginning with a letter or digit");
        }
    }

    static void range(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw refusal(key, String.valueOf(value), min + " to " + max);
        }
    }

    static void range(String key, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw refusal(key, value.toMillis() + "ms", min.toMillis() + "ms to " + max.toMillis() + "ms");
        }
    }

    static void seed(String value) {
        try {
            SeedAddress.parse(value);
        } catch (IllegalArgumentException e) {
            throw refusal("kadmos.peer.seeds", value, "host:port with a port of 1 to 65535");
        }
    }

    /** A URL with its path: a collector would answer 404 at a bare host, again and again. */
    static void webAddress(String key, String value) {
        if (!isWebAddress(value)) {
            throw refusal(key, value, "a URL like http://collector:4318/v1/traces");
        }
    }

    private static boolean isWebAddress(String value) {
        try {
            URI address = new URI(value);
            return ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getHost() != null && address.getUserInfo() == null && !address.getPath().isEmpty();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    static SettingException refusal(String key, String value, String allowed) {
        return new SettingException(key + "=" + value + " is not valid: allowed is " + allowed);
    }
}
