package io.kadmos.dht.record;

/**
 * What comes to a node, or goes from it, because slots change their members: since the last time that nothing did.
 *
 * @param slotsToGo slots of which something is still to come or to be handed over
 * @param slots those that are done
 * @param keys rows that were moved
 * @param bytes their size
 */
public record TransferStatus(int slotsToGo, int slots, long keys, long bytes) {}
