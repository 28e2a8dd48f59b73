package io.kadmos.dht.register.gateway;

import io.kadmos.dht.record.Lineage;

/** A mutant: a gateway takes a write for not applied although the record may have forgotten it. */
final class GuardOffMutant {

    private GuardOffMutant() {}

    static boolean isUntraceable(Operation operation, Lineage lineage) {
        return false;
    }
}
