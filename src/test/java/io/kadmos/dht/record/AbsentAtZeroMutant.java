package io.kadmos.dht.record;

/** A mutant: absence counts for nothing in any epoch. */
public final class AbsentAtZeroMutant {

    private AbsentAtZeroMutant() {}

    /** The least ballot there is. */
    public static Ballot absentIn(int epoch) {
        return new Ballot(0, 0, 0);
    }
}
