package io.kadmos.dht.record;

/** A mutant: what a node promised before its start counts in the first epoch only. */
final class CeilingOfOneEpochMutant {

    private CeilingOfOneEpochMutant() {}

    static Ballot ceiling(int epoch, long hlc) {
        return epoch == 1 ? Ballot.ceiling(epoch, hlc) : Ballot.absentIn(epoch);
    }
}
