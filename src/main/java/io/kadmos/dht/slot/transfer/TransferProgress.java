package io.kadmos.dht.slot.transfer;

import io.kadmos.dht.record.TransferStatus;

/**
 * Counts slots, rows and bytes that move in one direction. The count begins when the first row or slot moves and ends
 * when no slot is left to go. It stays readable until the next one begins. Event loop only.
 */
public final class TransferProgress {

    private boolean isOver = true;
    private int slots;
    private long keys;
    private long bytes;

    /** Adds rows that moved, and their bytes. */
    public void moved(int rows, long size) {
        begin();
        keys += rows;
        bytes += size;
    }

    /** Adds a slot that is complete at its next member, and takes how many slots are still to go. */
    public void slotDone(int slotsToGo) {
        begin();
        slots++;
        isOver = slotsToGo <= 0;
    }

    /** The counts, with how many slots are still to go. */
    public TransferStatus status(int slotsToGo) {
        return new TransferStatus(slotsToGo, slots, keys, bytes);
    }

    private void begin() {
        if (isOver) {
            isOver = false;
            slots = 0;
            keys = 0;
            bytes = 0;
        }
    }
}
