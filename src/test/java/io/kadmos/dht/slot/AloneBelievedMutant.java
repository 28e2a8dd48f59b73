package io.kadmos.dht.slot;

import io.kadmos.dht.record.Configuration;

/** A mutant: a node believes at once that it is alone where its disk says so. */
final class AloneBelievedMutant {

    private AloneBelievedMutant() {}

    static boolean covers(DiskTrust trust, Configuration configuration) {
        return configuration.members().size() == 1 ? !trust.isRolledBack() : trust.covers(configuration);
    }
}
