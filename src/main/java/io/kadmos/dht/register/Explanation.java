package io.kadmos.dht.register;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.kadmos.dht.event.NodeEvent.Phase;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Version;

/**
 * How a linearizable read went, for people.
 *
 * @param version of the value that was found
 * @param elapsed from the first question to the outcome, waiting in line included
 */
public record Explanation(ReadOutcome outcome, Optional<Version> version, Duration elapsed, List<Round> rounds) {

    /** Copies the rounds. */
    public Explanation {
        rounds = List.copyOf(rounds);
    }

    /** One question to the members of the slot, and what they said while somebody still waited for it. */
    public record Round(Phase phase, List<Reply> replies) {

        /** Copies the replies. */
        public Round {
            replies = List.copyOf(replies);
        }
    }

    /**
     * What one member said.
     *
     * @param outcome one of a few fixed words
     * @param version of the value or tombstone that it holds, as far as it told
     * @param elapsed since the round began
     */
    public record Reply(Member member, String outcome, Optional<Version> version, Duration elapsed) {}
}
