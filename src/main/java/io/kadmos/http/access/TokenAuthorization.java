package io.kadmos.http.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.kadmos.http.GatewaySettings;
import io.kadmos.http.kv.KeyPath;
import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;

/**
 * Authorizes requests: every request carries a token ({@code Authorization: Bearer}, RFC 6750), whose rules decide. A
 * path that is neither open nor a key needs {@link Right#ADMIN}, so that a new path is closed by default. A refusal
 * reveals nothing about keys. A token that may only write learns from a write whether there was a value, and the tag of
 * that value. Callable from any thread.
 */
public final class TokenAuthorization {

    /**
     * Paths that need no token: the console, whose pages are the same on every node, health, and the OpenAPI document.
     */
    private static final Pattern OPEN = Pattern
            .compile("/|/console|/console/.*|/actuator/health|/actuator/health/.*|/v3/api-docs");
    /**
     * The characters of RFC 6750 §2.1. The bound is longer than any useful token, and so few bytes are cheap to hash.
     */
    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([A-Za-z0-9._~+/-]{1,512}=*) *");

    private final KeyPath keys;
    private volatile AccessTokens tokens;

    /** Accepts requests that carry one of these tokens. */
    public TokenAuthorization(AccessTokens tokens, GatewaySettings settings) {
        this.tokens = tokens;
        this.keys = new KeyPath(settings.maxKeyBytes());
    }

    /** Puts other tokens in force, for every later request. */
    public void replace(AccessTokens others) {
        tokens = others;
    }

    /**
     * Checks the head of a request, not its body.
     *
     * @throws Problem if the token does not allow it, or the path names no key
     */
    void check(HttpServletRequest request) {
        String path = request.getRequestURI();
        if (OPEN.matcher(path).matches()) {
            return;
        }
        AccessToken token = authenticate(request);
        if (!path.startsWith(KeyPath.PREFIX)) {
            require(token.isAdmin(), "this path needs a token with the right admin");
            return;
        }
        right(request.getMethod()).ifPresent(right -> require(token.allows(right, keys.parse(path)),
                "the token does not allow this method for this key"));
    }

    private AccessToken authenticate(HttpServletRequest request) {
        Enumeration<String> headers = request.getHeaders("Authorization");
        if (!headers.hasMoreElements()) {
            throw unauthenticated("a header \"Authorization: Bearer <token>\" is needed", "Bearer");
        }
        Matcher bearer = BEARER.matcher(headers.nextElement());
        if (!bearer.matches() || headers.hasMoreElements()) {
            throw unauthenticated("there must be one header Authorization, \"Bearer\" and a token", "Bearer");
        }
        return tokens.find(bearer.group(1))
                .orElseThrow(() -> unauthenticated("the token is not known", "Bearer error=\"invalid_token\""));
    }

    /** The right that a method needs; empty for a method that no key has. */
    private static Optional<Right> right(String method) {
        return switch (method) {
            case "GET", "HEAD" -> Optional.of(Right.READ);
            case "PUT" -> Optional.of(Right.WRITE);
            case "DELETE" -> Optional.of(Right.DELETE);
            default -> Optional.empty();
        };
    }

    private static void require(boolean allowed, String detail) {
        if (!allowed) {
            throw new Problem(Kind.FORBIDDEN, detail)
                    .withHeader("WWW-Authenticate", "Bearer error=\"insufficient_scope\"");
        }
    }

    private static Problem unauthenticated(String detail, String challenge) {
        return new Problem(Kind.UNAUTHENTICATED, detail).withHeader("WWW-Authenticate", challenge);
    }
}
