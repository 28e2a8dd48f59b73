package io.kadmos.http.kv;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Id;
import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;

/** The query string of a request, decoded as HTML forms are ({@code +} is a space). Unknown names are ignored. */
public record Query(@Nullable String raw) {

    /** The value of a parameter, if it is there. @throws Problem if it is there twice or cannot be decoded */
    public Optional<String> once(String name) {
        if (raw == null) {
            return Optional.empty();
        }
        String found = null;
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (decode(equals < 0 ? pair : pair.substring(0, equals)).equals(name)) {
                if (found != null) {
                    throw new Problem(Kind.BAD_REQUEST, "the query parameter \"" + name + "\" is given twice");
                }
                found = equals < 0 ? "" : decode(pair.substring(equals + 1));
            }
        }
        return Optional.ofNullable(found);
    }

    /** The id in a parameter, if it is there. @throws Problem if it is no id, or is there twice */
    public Optional<Id> id(String name) {
        return once(name).map(text -> {
            try {
                return Id.parse(text);
            } catch (IllegalArgumentException e) {
                throw new Problem(Kind.BAD_REQUEST, "\"" + name + "\" has 40 hexadecimal digits");
            }
        });
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Problem(Kind.BAD_REQUEST, "the query has an invalid percent-encoding");
        }
    }
}
