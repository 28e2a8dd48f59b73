package io.kadmos.http.kv;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

import io.kadmos.dht.record.Body;
import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;

/** Checks the content type of a value, which the cluster stores and returns unchanged. */
public final class ContentTypes {

    static final String DEFAULT = "application/octet-stream";

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final String QUOTED = "\"(?:[\\t \\x21\\x23-\\x5b\\x5d-\\x7e]|\\\\[\\t \\x21-\\x7e])*\"";
    /** RFC 9110 §8.3.1. The quantifiers are possessive, because backtracking would find nothing here. */
    private static final Pattern MEDIA_TYPE = Pattern.compile(TOKEN + "/" + TOKEN
            + "(?:[ \\t]*+;[ \\t]*+(?:" + TOKEN + "=(?:" + TOKEN + "|" + QUOTED + "))?+)*+");

    private ContentTypes() {}

    /** The content type of a request's body. @throws Problem if it is malformed or too long */
    public static String of(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders("Content-Type"));
        if (headers.isEmpty()) {
            return DEFAULT;
        }
        String type = headers.getFirst().strip();
        if (headers.size() > 1 || !isValid(type)) {
            throw new Problem(Kind.BAD_REQUEST, "Content-Type must be one media type of at most "
                    + Body.MAX_CONTENT_TYPE + " bytes");
        }
        return type;
    }

    /** Whether a text is one media type that can be stored. */
    public static boolean isValid(String type) {
        return type.length() <= Body.MAX_CONTENT_TYPE && MEDIA_TYPE.matcher(type).matches();
    }
}
