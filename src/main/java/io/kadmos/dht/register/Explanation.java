package io.kadmos.dht.register;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.kadmos.dht.event.NodeEvent.Phase;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Version;

/**
 * How a linearizable read went, told to an operator. Immutable, safe on any thread.
 *
 * @param version of the value that the read found
 * @param elapsed from the call to the outcome, including the time in the line of the key
 * @param rounds the first rounds of the read, in order
 */
public record Explanation(ReadOutcome outcome, Optional<Version> version, Duration elapsed, List<Round> rounds) {

    /** Copies the rounds. */
    public Explanation {
        rounds = List.copyOf(rounds);
    }

    /** One question to the members of the slot, and their replies until the round ended. */
    public record Round(Phase phase, List<Reply> replies) {

        /** Copies the replies. */
        public Round {
            replies = List.copyOf(replies);
        }
    }

    /**
     * What one member replied.
     *
     * @param outcome one of a few fixed words
     * @param version of the value or tombstone that the member holds; empty if its reply tells none
     * @param elapsed since the round began
     */
    public record Reply(Member member, String outcome, Optional<Version> version, Duration elapsed) {}
}
