package io.kadmos.simulation;

/** What is called in the classes of a {@link MutantLoader}: answers in types that both worlds share. */
public final class MutantRun {

    private MutantRun() {}

    /** What is wrong with the run of a seed, under ordinary options or those of restarts only; empty if nothing is. */
    public static String findings(long seed, boolean restarting) {
        SimulationOptions options = restarting ? SimulationOptions.restarting(seed) : SimulationOptions.of(seed);
        return String.join("\n", new Simulation(options).run().findings());
    }
}
