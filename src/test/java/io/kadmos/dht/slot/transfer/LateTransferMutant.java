package io.kadmos.dht.slot.transfer;

/** A mutant: a transfer goes on to change rows when it is over or its slot has moved on. */
final class LateTransferMutant {

    private LateTransferMutant() {}

    static boolean mayChangeRows(SlotTransfer transfer) {
        return true;
    }
}
