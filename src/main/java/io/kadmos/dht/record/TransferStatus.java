package io.kadmos.dht.record;

/**
 * What a node takes over or hands over because slots change their members. The counts start anew when rows begin to
 * move after a time in which none did.
 *
 * @param slotsToGo slots that are not complete yet
 * @param slots slots that are complete
 * @param keys rows that were moved
 * @param bytes the size of these rows in bytes
 */
public record TransferStatus(int slotsToGo, int slots, long keys, long bytes) {}
