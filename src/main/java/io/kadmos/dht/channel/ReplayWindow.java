package io.kadmos.dht.channel;

import java.util.Arrays;

/**
 * Remembers which of the last 1 024 packet numbers of one sender instance arrived, so that no packet counts twice
 * (protocol.md W3). A number behind the window counts as repeated, and so does one that no instance reaches
 * ({@link Seal#MAX_PACKETS}): a node with the secret, but hostile or broken, could otherwise move the window anywhere.
 */
final class ReplayWindow {

    static final int SIZE = 1_024;

    /** Bit n mod SIZE tells whether packet n arrived, for the SIZE numbers up to the highest. */
    private final long[] arrived = new long[SIZE / Long.SIZE];
    private long highest = -1;

    /** Records a number. Returns whether it arrives for the first time. */
    boolean accept(long number) {
        if (number < 0 || number >= Seal.MAX_PACKETS || number <= highest - SIZE) {
            return false;
        }
        advanceTo(number);
        int word = word(number);
        long bit = 1L << number;
        if ((arrived[word] & bit) != 0) {
            return false;
        }
        arrived[word] |= bit;
        return true;
    }

    private void advanceTo(long number) {
        if (number - highest >= SIZE) {
            Arrays.fill(arrived, 0);
            highest = number;
        }
        while (highest < number) {
            highest++;
            arrived[word(highest)] &= ~(1L << highest);
        }
    }

    private static int word(long number) {
        return (int) (number / Long.SIZE % (SIZE / Long.SIZE));
    }
}
