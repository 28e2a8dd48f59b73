package io.kadmos.http.access;

import java.util.List;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Bytes;

/**
 * A token as the node knows it: never its text.
 *
 * @param name for people
 * @param sha256 the hash of its text
 */
record AccessToken(String name, Bytes sha256, List<AccessRule> rules) {

    AccessToken {
        rules = List.copyOf(rules);
    }

    boolean allows(Right right, Key key) {
        return rules.stream().anyMatch(rule -> rule.allows(right, key));
    }

    boolean isAdmin() {
        return rules.stream().anyMatch(rule -> rule.allowed().contains(Right.ADMIN));
    }

    /** Without the hash, which would let others guess. */
    @Override
    public String toString() {
        return "token " + name;
    }
}
