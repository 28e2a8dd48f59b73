package io.kadmos.simulation;

/** What may go wrong in a run; each seed switches on some of it. */
enum Fault {
    LOSS, DUPLICATION, BIT_FLIPS, SLOW_DATAGRAMS, PARTITIONS, CRASHES, SHUTDOWNS, PAUSES, CLOCK_STEPS, HOUR_STEPS, SLOW_SYNCS, READ_ERRORS, BIT_ROT, FULL_DISKS, NEW_ADDRESSES
}
