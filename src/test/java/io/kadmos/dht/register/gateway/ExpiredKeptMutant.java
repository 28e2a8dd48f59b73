package io.kadmos.dht.register.gateway;

import java.time.Instant;

import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.register.gateway.Operation.Decision;
import io.kadmos.dht.register.gateway.Operation.Result;

/** A mutant: a write whose condition fails has an expired value accepted again instead of its tombstone. */
final class ExpiredKeptMutant {

    private ExpiredKeptMutant() {}

    static Decision decide(Operation operation, Promises promises, Ballot ballot, Instant now) {
        Decision decision = operation.decide(promises, ballot, now);
        Held newest = promises.newest(ballot.epoch());
        return decision instanceof Decision.Propose(_, Result.Failed failed) && newest.isExpiredAt(now)
                && newest.hasBody() ? new Decision.Propose(newest.record(ballot), failed) : decision;
    }
}
