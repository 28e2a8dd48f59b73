package io.kadmos.dht.storage;

import io.kadmos.dht.record.StoredRecord;

/** A mutant: a replica that confirms an accepted record before it is durable. */
final class AnswerBeforeDurableMutant {

    private AnswerBeforeDurableMutant() {}

    static void store(Rows rows, Row row, StoredRecord record, Runnable durable) {
        rows.store(row, record, () -> {});
        durable.run();
    }
}
