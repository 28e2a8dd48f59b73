package io.kadmos.simulation;

import org.jspecify.annotations.Nullable;

/** A record or the state of a slot, or none, that a machine hands over to its disk in place of what was there before. */
@SuppressWarnings("ArrayRecordComponent")
record RowWrite(int machine, RowName row, byte @Nullable [] before, byte @Nullable [] after) {}
