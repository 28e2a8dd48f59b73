package io.kadmos.http.access;

import java.util.Set;

import io.kadmos.dht.id.Key;

/**
 * Rights to all keys that begin with a prefix, compared as text, character by character: {@code users/4} is a prefix of
 * {@code users/42}. {@link Right#ADMIN} concerns no key, so its prefix must be empty.
 */
record AccessRule(String prefix, Set<Right> allowed) {

    AccessRule {
        allowed = Set.copyOf(allowed);
        if (allowed.contains(Right.ADMIN) && !prefix.isEmpty()) {
            throw new IllegalArgumentException("admin is about the whole cluster: it needs the prefix \"\"");
        }
    }

    boolean allows(Right right, Key key) {
        return allowed.contains(right) && key.text().startsWith(prefix);
    }
}
