package io.kadmos.dht.register.gateway;

import io.kadmos.dht.record.Lineage;

/** A mutant: a gateway that takes a write for not applied when the record has forgotten it. */
final class GuardOffMutant {

    private GuardOffMutant() {}

    static boolean isUntraceable(Operation operation, Lineage lineage) {
        return false;
    }
}
