package io.kadmos.dht.message;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.StoredRecord;

/** A record with its key. */
public record KeyedRecord(Key key, StoredRecord record) {}
