package io.kadmos.dht.register.gateway;

import java.util.Optional;

import io.kadmos.dht.record.AppliedOp;
import io.kadmos.dht.record.Lineage;
import io.kadmos.dht.record.OpId;

/** A mutant: a gateway does not look for its own write, and applies it again in every round. */
public final class OpIdsIgnoredMutant {

    private OpIdsIgnoredMutant() {}

    /** Called from another package. */
    public static Optional<AppliedOp> find(Lineage lineage, OpId op) {
        return Optional.empty();
    }

    static boolean isUntraceable(Operation operation, Lineage lineage) {
        return false;
    }
}
