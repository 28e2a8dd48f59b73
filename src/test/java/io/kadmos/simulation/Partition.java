package io.kadmos.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A set of directed links between machines that carry nothing. */
@FunctionalInterface
interface Partition {

    /** Whether nothing from one machine reaches another. */
    boolean cuts(int from, int to);

    /** The ways in which networks fall apart. */
    enum Shape {
        HALVES, ONE_ISOLATED, BRIDGE, ONE_WAY, RING, FLAPPING
    }

    /** A partition of this shape among so many machines. */
    static Partition draw(Shape shape, int machines, Scheduler scheduler, RandomGenerator random) {
        List<Integer> order = shuffled(machines, random);
        int half = 1 + random.nextInt(Math.max(1, machines - 1));
        return switch (shape) {
            case HALVES -> (from, to) -> order.get(from) < half != order.get(to) < half;
            case ONE_ISOLATED -> (from, to) -> order.get(from) == 0 || order.get(to) == 0;
            case BRIDGE -> (from, to) -> order.get(from) != 0 && order.get(to) != 0
                    && order.get(from) % 2 != order.get(to) % 2;
            case ONE_WAY -> (from, to) -> order.get(from) < half && order.get(to) >= half;
            case RING -> (from, to) -> !neighbours(order.get(from), order.get(to), machines);
            case FLAPPING -> flapping(order, half, 1 + random.nextInt(2_000), scheduler);
        };
    }

    private static boolean neighbours(int a, int b, int machines) {
        int distance = Math.abs(a - b);
        return distance <= 1 || distance == machines - 1;
    }

    private static Partition flapping(List<Integer> order, int half, int periodMillis, Scheduler scheduler) {
        return (from, to) -> (scheduler.nowNanos() / (periodMillis * 1_000_000L)) % 2 == 0
                && order.get(from) < half != order.get(to) < half;
    }

    private static List<Integer> shuffled(int count, RandomGenerator random) {
        List<Integer> order = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            order.add(random.nextInt(i + 1), i);
        }
        return order;
    }
}
