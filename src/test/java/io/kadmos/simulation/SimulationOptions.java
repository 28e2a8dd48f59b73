package io.kadmos.simulation;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * What a seed decides before anything happens; printed with every failure.
 *
 * @param spares machines that may come later
 * @param copies the replication factor
 * @param formsInPeace whether the cluster may form before anything goes wrong
 * @param bigValues whether values of 64 KiB and 1 MiB occur
 * @param trouble the mean time between two troubles
 * @param rowCacheBytes how much of its rows a node keeps in memory
 * @param restartsAtTheEnd whether healing begins with a crash of all machines: then no node has rows in memory that
 *     its disk has lost
 */
record SimulationOptions(long seed, int machines, int spares, int copies, Set<Fault> faults, boolean formsInPeace,
        int clients,
        int attempts, boolean bigValues, Duration trouble, long rowCacheBytes, boolean restartsAtTheEnd) {

    private static final int MAX_MACHINES = 5;
    private static final int MAX_COPIES = 3;
    private static final int MAX_SPARES = 3;
    /** Holds a few rows only, so that rows come and go. */
    private static final long TINY_CACHE = 4_000;
    private static final long LARGE_CACHE = 4L << 20;

    SimulationOptions {
        faults = Collections.unmodifiableSet(new TreeSet<>(faults));
        if (copies < 1 || copies > machines) {
            throw new IllegalArgumentException(copies + " copies on " + machines + " machines");
        }
    }

    /** The options of a seed: three machines most of the time, and any number of faults. */
    static SimulationOptions of(long seed) {
        RandomGenerator random = new SplittableRandom(seed ^ 0x4b61646d6f73L);
        int machines = random.nextInt(3) > 0 ? MAX_COPIES : random.nextInt(1, MAX_MACHINES + 1);
        int copies = Math.min(machines, random.nextInt(8) > 0 ? MAX_COPIES : random.nextInt(1, MAX_COPIES + 1));
        return new SimulationOptions(seed, machines, spares(seed), copies, faults(seed, random), random.nextInt(4) > 0,
                random.nextInt(2, 7), random.nextInt(200, 400), random.nextInt(8) == 0,
                Duration.ofMillis(random.nextInt(300, 3_000)), random.nextBoolean() ? TINY_CACHE : LARGE_CACHE,
                random.nextBoolean());
    }

    /** A calm world, for scenarios that are told step by step. */
    static SimulationOptions calm(long seed, int machines) {
        return new SimulationOptions(seed, machines, 0, Math.min(machines, MAX_COPIES), Set.of(), true, 0, 0, false,
                Duration.ofSeconds(1), LARGE_CACHE, false);
    }

    /** The same world with nodes that keep next to no row in memory. */
    SimulationOptions withTinyCache() {
        return new SimulationOptions(seed, machines, spares, copies, faults, formsInPeace, clients, attempts, bigValues,
                trouble, 1, restartsAtTheEnd);
    }

    /** The same world with machines that may come later, and another number of copies. */
    SimulationOptions withSpares(int count, int copiesOfEach) {
        return new SimulationOptions(seed, machines, count, copiesOfEach, faults, formsInPeace, clients, attempts,
                bigValues, trouble, rowCacheBytes, restartsAtTheEnd);
    }

    /** Three machines that crash and come back all the time, while datagrams are late and lost. */
    static SimulationOptions restarting(long seed) {
        return new SimulationOptions(seed, MAX_COPIES, 0, MAX_COPIES,
                EnumSet.of(Fault.CRASHES, Fault.SLOW_DATAGRAMS, Fault.LOSS, Fault.SLOW_SYNCS), true, 8, 400, false,
                Duration.ofMillis(100), LARGE_CACHE, false);
    }

    /** The same, but for one that joins them soon: most slots are in a later epoch then. */
    static SimulationOptions joinedAndRestarting(long seed) {
        return new SimulationOptions(seed, MAX_COPIES, 1, MAX_COPIES,
                EnumSet.of(Fault.CRASHES, Fault.SLOW_DATAGRAMS, Fault.LOSS, Fault.SLOW_SYNCS, Fault.JOINS), true, 8,
                600, false, Duration.ofMillis(100), LARGE_CACHE, false);
    }

    /** Machines come and go all the time, while datagrams are late and lost and machines cut off. */
    static SimulationOptions moving(long seed) {
        return new SimulationOptions(seed, MAX_COPIES, 2, MAX_COPIES,
                EnumSet.of(Fault.SLOW_DATAGRAMS, Fault.LOSS, Fault.PARTITIONS, Fault.JOINS, Fault.DRAINS), true, 8,
                300, false, Duration.ofMillis(400), LARGE_CACHE, false);
    }

    boolean has(Fault fault) {
        return faults.contains(fault);
    }

    /** How many copies must agree. */
    int quorum() {
        return copies / 2 + 1;
    }

    private static SplittableRandom membership(long seed) {
        return new SplittableRandom(seed ^ 0x6d656d62657273L);
    }

    private static int spares(long seed) {
        return membership(seed).nextInt(MAX_SPARES + 1);
    }

    /** Whether machines come and go for good is drawn apart, so that seeds keep what else they meant. */
    private static Set<Fault> faults(long seed, RandomGenerator random) {
        Set<Fault> faults = someFaults(random);
        RandomGenerator membership = membership(seed).split();
        Stream.of(Fault.JOINS, Fault.DRAINS, Fault.DISK_LOSSES, Fault.ROLLBACKS).filter(_ -> membership.nextBoolean())
                .forEach(faults::add);
        if (new SplittableRandom(seed ^ 0x76657273696f6eL).nextBoolean()) {
            faults.add(Fault.TWO_VERSIONS);
        }
        return faults;
    }

    private static Set<Fault> someFaults(RandomGenerator random) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        double share = random.nextDouble();
        for (Fault fault : EnumSet.range(Fault.LOSS, Fault.NEW_ADDRESSES)) {
            boolean rare = fault == Fault.HOUR_STEPS || fault == Fault.FULL_DISKS;
            if (random.nextDouble() < (rare ? share / 8 : share)) {
                faults.add(fault);
            }
        }
        return faults;
    }
}
