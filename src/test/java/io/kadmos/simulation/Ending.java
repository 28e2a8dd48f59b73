package io.kadmos.simulation;

/**
 * How a {@link Story} or the run of a random seed ends. It travels between class loaders as its text.
 *
 * @param what what is wrong, or which step did not come about; empty if the protocol held
 */
record Ending(Result result, String what) {

    /** The end of a story that came to its end, in which nothing is wrong. */
    static final Ending HELD = new Ending(Result.HELD, "");

    private static final String SEPARATOR = ": ";

    /** The three ways to end. */
    enum Result {
        /** Every step came about, and nothing is wrong. */
        HELD,
        /** Something is wrong: a client saw what cannot be, or an invariant is broken. */
        CONTRADICTION,
        /** A step did not come about, or a check was given up: the run proves nothing. */
        DID_NOT_HAPPEN
    }

    static Ending contradiction(String what) {
        return new Ending(Result.CONTRADICTION, what);
    }

    static Ending didNotHappen(String what) {
        return new Ending(Result.DID_NOT_HAPPEN, what);
    }

    /** Reads what {@link #toString} wrote. */
    static Ending parse(String text) {
        String[] parts = text.split(SEPARATOR, 2);
        return new Ending(Result.valueOf(parts[0]), parts[1]);
    }

    boolean isContradiction() {
        return result == Result.CONTRADICTION;
    }

    @Override
    public String toString() {
        return result + SEPARATOR + what;
    }
}
