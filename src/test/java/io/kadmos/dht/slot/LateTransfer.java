package io.kadmos.dht.slot;

/** A mutant: a transfer goes on to change rows when it is over or its slot has moved on. */
final class LateTransfer {

    private LateTransfer() {}

    static boolean mayChangeRows(SlotTransfer transfer) {
        return true;
    }
}
