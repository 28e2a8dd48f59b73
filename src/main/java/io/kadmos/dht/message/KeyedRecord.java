package io.kadmos.dht.message;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.StoredRecord;

/** A record and the key that it belongs to, as {@link Response.Records} carries them. */
public record KeyedRecord(Key key, StoredRecord record) {}
