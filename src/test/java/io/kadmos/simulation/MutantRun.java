package io.kadmos.simulation;

/** What is called in the classes of a {@link MutantLoader}: it answers in a type that both class loaders share. */
public final class MutantRun {

    private MutantRun() {}

    /** The text of the {@link Ending} of a seed of a {@link Shape}. */
    public static String ending(long seed, String shape) {
        return Shape.valueOf(shape).ending(seed).toString();
    }
}
