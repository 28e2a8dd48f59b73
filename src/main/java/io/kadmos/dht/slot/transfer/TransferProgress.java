package io.kadmos.dht.slot.transfer;

import io.kadmos.dht.record.TransferStatus;

/**
 * Counts what moves in one direction, from the moment when something begins to move until nothing does. The counts stay
 * to be looked at until something moves again.
 */
public final class TransferProgress {

    private boolean isOver = true;
    private int slots;
    private long keys;
    private long bytes;

    /** Rows were moved. */
    public void moved(int rows, long size) {
        begin();
        keys += rows;
        bytes += size;
    }

    /** A slot is complete where it was to go, and so many others are not yet. */
    public void slotDone(int slotsToGo) {
        begin();
        slots++;
        isOver = slotsToGo <= 0;
    }

    /** How far it has come, when so many slots are still to go. */
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
