package io.kadmos.simulation;

import org.jspecify.annotations.Nullable;

/** What a machine writes into a row: a record or the state of a slot, or nothing if it deletes the row. */
@SuppressWarnings("ArrayRecordComponent")
record RowWrite(int machine, RowName row, byte @Nullable [] before, byte @Nullable [] after) {}
