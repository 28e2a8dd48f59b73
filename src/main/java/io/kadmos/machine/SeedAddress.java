package io.kadmos.machine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The address of a seed: a host name or numeric address, and a UDP port. */
public record SeedAddress(String host, int port) {

    private static final Pattern SYNTAX = Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([^\\s:/\\[\\]]+)):([0-9]{1,5})");

    /** Parses {@code host:port} or {@code [IPv6]:port}. @throws IllegalArgumentException if the text is neither */
    public static SeedAddress parse(String text) {
        Matcher matcher = SYNTAX.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not host:port");
        }
        int port = Integer.parseInt(matcher.group(3));
        if (port < 1 || port > 0xffff) {
            throw new IllegalArgumentException("port not in 1..65535");
        }
        return new SeedAddress(matcher.group(1) != null ? matcher.group(1) : matcher.group(2), port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
