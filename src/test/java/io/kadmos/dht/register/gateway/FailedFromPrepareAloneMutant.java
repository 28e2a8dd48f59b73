package io.kadmos.dht.register.gateway;

import java.time.Instant;

import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.register.gateway.Operation.Decision;
import io.kadmos.dht.register.gateway.Operation.Result;

/** A mutant: a gateway answers that a condition failed after phase 1 alone. */
final class FailedFromPrepareAloneMutant {

    private FailedFromPrepareAloneMutant() {}

    static Decision decide(Operation operation, Promises promises, Ballot ballot, Instant now) {
        Decision decision = operation.decide(promises, ballot, now);
        return decision instanceof Decision.Propose(_, Result.Failed failed) ? new Decision.Answer(failed) : decision;
    }
}
