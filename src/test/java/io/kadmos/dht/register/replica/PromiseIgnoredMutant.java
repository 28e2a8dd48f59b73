package io.kadmos.dht.register.replica;

import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.register.replica.Acceptor.Verdict;
import io.kadmos.dht.storage.Row;

/** A mutant: a replica accepts every record that it is sent, whatever it promised. */
final class PromiseIgnoredMutant {

    private PromiseIgnoredMutant() {}

    static Verdict accept(Row row, StoredRecord record) {
        return Acceptor.accept(row, record) instanceof Verdict.Repeat ? new Verdict.Repeat() : new Verdict.Grant();
    }
}
