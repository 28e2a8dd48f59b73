package io.kadmos.simulation;

/** What may go wrong in a run; each seed switches on some of it. */
enum Fault {
    /** Datagrams are lost. */
    LOSS,
    /** Datagrams arrive twice. */
    DUPLICATION,
    /** Datagrams arrive altered. */
    BIT_FLIPS,
    /** Some datagrams take up to a second. */
    SLOW_DATAGRAMS,
    /** Machines cannot reach each other. */
    PARTITIONS,
    /** Processes crash, and what was not synced is lost. */
    CRASHES,
    /** Processes end when asked to. */
    SHUTDOWNS,
    /** Processes stop for a while without noticing. */
    PAUSES,
    /** Clocks step by seconds. */
    CLOCK_STEPS,
    /** Clocks step by an hour. */
    HOUR_STEPS,
    /** Some syncs take seconds. */
    SLOW_SYNCS,
    /** Some reads of rows fail. */
    READ_ERRORS,
    /** Stored rows lose a bit. */
    BIT_ROT,
    /** Disks say that they are full. */
    FULL_DISKS,
    /** Processes come back at another address, maybe one that another had. */
    NEW_ADDRESSES,
    /** Machines join. */
    JOINS,
    /** Machines drain and leave for good. */
    DRAINS,
    /** Machines lose everything on their disks. */
    DISK_LOSSES,
    /** Disks are put back to an earlier state. */
    ROLLBACKS,
    /** Some starts are of the next release, which speaks a newer version of the wire. */
    TWO_VERSIONS
}
