package io.kadmos.simulation;

import org.jspecify.annotations.Nullable;

/** A record or the state of a slot, or nothing, that a machine has its disk put in the place of what was there. */
@SuppressWarnings("ArrayRecordComponent")
record RowWrite(int machine, RowName row, byte @Nullable [] before, byte @Nullable [] after) {}
