package io.kadmos.http.access;

import java.util.List;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Bytes;

/**
 * A token as the node stores it: its hash and rules, never its text.
 *
 * @param name for the log and for messages
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

    /** Omits the hash, which would let a reader of the log test guesses. */
    @Override
    public String toString() {
        return "token " + name;
    }
}
