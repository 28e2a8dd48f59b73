package io.kadmos.kubernetes;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A pod of a StatefulSet, whose name is that of the set and its ordinal. */
public record Pod(String statefulSet, int ordinal) {

    /** Both are labels of DNS; an ordinal of more digits would not be one of Kubernetes. */
    private static final Pattern NAME = Pattern.compile("([a-z0-9](?:[-a-z0-9.]{0,250}[a-z0-9])?)-(0|[1-9][0-9]{0,8})");

    /** The pod with a name, if a pod of a StatefulSet can have it. */
    public static Optional<Pod> named(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? Optional.of(new Pod(matcher.group(1), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return statefulSet + "-" + ordinal;
    }
}
