package io.kadmos.dht.slot;

import io.kadmos.dht.record.Configuration;

/** A mutant: a node whose disk says that it is the only member of a slot believes this at once. */
final class AloneBelievedMutant {

    private AloneBelievedMutant() {}

    static boolean covers(DiskTrust trust, Configuration configuration) {
        return configuration.members().size() == 1 ? !trust.isRolledBack() : trust.covers(configuration);
    }
}
