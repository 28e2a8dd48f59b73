package io.kadmos.dht.register;

import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.register.Acceptor.Verdict;
import io.kadmos.dht.storage.Row;

/** A mutant: a replica that accepts whatever it is sent. */
final class PromiseIgnored {

    private PromiseIgnored() {}

    static Verdict accept(Row row, StoredRecord record) {
        return Acceptor.accept(row, record) instanceof Verdict.Repeat ? new Verdict.Repeat() : new Verdict.Grant();
    }
}
