package io.kadmos.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of a whole, 0 to 1, written as a percentage. */
record Share(double fraction) {

    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3})?) ?%");

    /** Parses {@code 85%}; called by Spring. @throws ValueNotAllowedException for anything but 0 to 100 percent */
    public static Share of(String text) {
        Matcher matcher = PERCENT.matcher(text.strip());
        double percent = matcher.matches() ? Double.parseDouble(matcher.group(1)) : Double.NaN;
        if (!(percent >= 0 && percent <= 100)) {
            throw new ValueNotAllowedException("0% to 100%");
        }
        return new Share(percent / 100);
    }
}
