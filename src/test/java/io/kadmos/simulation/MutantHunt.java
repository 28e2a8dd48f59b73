package io.kadmos.simulation;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The long search for seeds that catch each mutant, which no build runs by itself:
 * {@code ./mvnw test -Dtest=MutantHunt -Dsimulation.mutants=100000} begins at a seed of the clock.
 */
class MutantHunt {

    private static final long DEFAULT_SEEDS = 10_000;

    @ParameterizedTest
    @EnumSource(Mutant.class)
    void endsWithASeedForEachMutant(Mutant mutant) throws Throwable {
        long seeds = Long.getLong("simulation.mutants", DEFAULT_SEEDS);
        first(mutant, System.nanoTime() >>> 10, seeds, shape(mutant));
    }

    private static Shape shape(Mutant mutant) {
        return switch (mutant) {
            case CEILING_FORGOTTEN -> Shape.RESTARTING;
            case CEILING_OF_ONE_EPOCH -> Shape.JOINED_AND_RESTARTING;
            case TRANSFER_FROM_ONE, LATE_TRANSFER, DECREES_IGNORED, PRESENT_FORGOTTEN -> Shape.MOVING;
            // A random run judges only after all machines are back, when nothing of it can be seen any more.
            case BEGINS_WITH_THE_GONE -> Shape.GONE_BEFORE_A_CHANGE;
            default -> Shape.ORDINARY;
        };
    }

    /** The first seed that catches a mutant. */
    static long first(Mutant mutant, long first, long atMost, Shape shape) throws Throwable {
        SeedRuns.silenceNodes();
        MethodHandle run = endings(mutant);
        for (long seed = first; seed < first + atMost; seed++) {
            Ending ending = Ending.parse((String) run.invokeExact(seed, shape.name()));
            if (ending.isContradiction()) {
                System.out.println(mutant + " is caught by seed " + seed + ", the " + (seed - first + 1) + ". tried: "
                        + ending.what().lines().findFirst().orElseThrow());
                return seed;
            }
        }
        throw new AssertionError(mutant + " is not caught by " + atMost + " seeds from " + first);
    }

    private static MethodHandle endings(Mutant mutant) throws ReflectiveOperationException {
        Class<?> mutated = new MutantLoader(mutant).loadClass(MutantRun.class.getName());
        return MethodHandles.publicLookup().findStatic(mutated, "ending",
                MethodType.methodType(String.class, long.class, String.class));
    }
}
