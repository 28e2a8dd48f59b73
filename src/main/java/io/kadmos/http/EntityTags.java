package io.kadmos.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.record.Version;
import io.kadmos.dht.register.Conditions;
import io.kadmos.dht.register.Conditions.Tags;
import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;

/** Converts versions to entity tags, and parses the lists of tags in conditions (RFC 9110 §8.8.3, §13.1.1, §13.1.2). */
public final class EntityTags {

    /** One element of a list with the comma before it; an element may be empty. */
    private static final Pattern ELEMENT = Pattern
            .compile("(?:^|\\G,)[ \\t]*(?:(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\")?[ \\t]*");

    private EntityTags() {}

    /** The strong tag of a version. */
    public static String of(Version version) {
        return '"' + version.text() + '"';
    }

    /** The conditions of a request. @throws Problem if one is malformed: it must not count as absent */
    public static Conditions conditions(HttpServletRequest request) {
        Tags ifMatch = tags(request, "If-Match", false);
        Tags ifNoneMatch = tags(request, "If-None-Match", true);
        return ifMatch == null && ifNoneMatch == null ? Conditions.NONE : new Conditions(ifMatch, ifNoneMatch);
    }

    private static @Nullable Tags tags(HttpServletRequest request, String header, boolean weakMatches) {
        if (request.getHeader(header) == null) {
            return null;
        }
        String list = String.join(",", Collections.list(request.getHeaders(header)));
        return parse(list, weakMatches).orElseThrow(() -> new Problem(Kind.BAD_REQUEST, header + " is malformed"));
    }

    /**
     * Reads a list of tags, or {@code *}.
     *
     * @param weakMatches whether a weak tag matches the version that it names, or no version
     */
    static Optional<Tags> parse(String list, boolean weakMatches) {
        if (list.strip().equals("*")) {
            return Optional.of(new Tags.Any());
        }
        Set<Version> versions = new HashSet<>();
        Matcher element = ELEMENT.matcher(list);
        int end = 0;
        boolean any = false;
        while (element.find()) {
            end = element.end();
            any |= element.group(2) != null;
            if (element.group(2) != null && (weakMatches || element.group(1) == null)) {
                Version.parse(element.group(2)).ifPresent(versions::add);
            }
        }
        return any && end == list.length()
                ? Optional.of(new Tags.OneOf(versions))
                : java.util.Optional
                        .empty();
    }
}
