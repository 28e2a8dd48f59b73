package io.kadmos.simulation;

/** What is called in the classes of a {@link MutantLoader}: answers in types that both worlds share. */
public final class MutantRun {

    private MutantRun() {}

    /** What is wrong with the run of a seed of a {@link Shape}; empty if nothing is. */
    public static String findings(long seed, String shape) {
        return Shape.valueOf(shape).findings(seed);
    }
}
