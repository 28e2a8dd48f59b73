package io.kadmos.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Makes things go wrong, as the options of the seed say, until it is told to end; then it repairs what it did. */
final class Nemesis {

    /** A process may be back before another node has noticed; the longest absence is a thousand times as long. */
    private static final long SHORTEST_ABSENCE_NANOS = 4_000_000L;

    private final World world;
    private final Cluster cluster;
    private final SimulationOptions options;
    private final RandomGenerator random;
    private final Map<Fault, Integer> injected = new TreeMap<>();
    private boolean active;

    Nemesis(World world, Cluster cluster, SimulationOptions options) {
        this.world = world;
        this.cluster = cluster;
        this.options = options;
        this.random = world.fork();
    }

    /** How often each fault was injected; those that last count once. */
    Map<Fault, Integer> injected() {
        return injected;
    }

    void start() {
        active = true;
        changeWeather();
        changeDisks();
        wait(this::strike);
    }

    /** Ends every trouble: the network is calm, disks are good, clocks right, and all machines are up and awake. */
    void heal() {
        active = false;
        world.timeline().add("healed");
        world.network().calm();
        for (Machine machine : cluster.machines()) {
            machine.disk().health(DiskHealth.GOOD);
            machine.disk().full(false);
            machine.clock().correct();
            machine.wake();
            if (options.restartsAtTheEnd() || machine.isDraining()) {
                machine.crash();
            }
        }
        cluster.bootAll();
    }

    private void wait(Runnable then) {
        long mean = options.trouble().toNanos();
        world.scheduler().after((long) (-Math.log(1 - random.nextDouble()) * mean), () -> {
            if (active) {
                then.run();
                wait(then);
            }
        });
    }

    private void strike() {
        List<Fault> faults = new ArrayList<>(options.faults());
        faults.remove(Fault.TWO_VERSIONS); // every restart may change the release, whatever it comes from
        if (faults.isEmpty()) {
            return;
        }
        Fault fault = faults.get(random.nextInt(faults.size()));
        Machine victim = cluster.present().get(random.nextInt(cluster.present().size()));
        switch (fault) {
            case LOSS, DUPLICATION, BIT_FLIPS, SLOW_DATAGRAMS -> changeWeather();
            case SLOW_SYNCS, READ_ERRORS -> changeDisks();
            case PARTITIONS -> partition();
            case CRASHES -> crash(victim);
            case SHUTDOWNS -> shutDown(victim);
            case PAUSES -> pause(victim);
            case CLOCK_STEPS -> step(victim, Duration.ofMillis(random.nextLong(-10_000, 10_001)));
            case HOUR_STEPS -> step(victim, Duration.ofHours(random.nextBoolean() ? 1 : -1));
            case BIT_ROT -> rot(victim);
            case FULL_DISKS -> fill(victim);
            case NEW_ADDRESSES -> shutDown(victim);
            case JOINS -> join();
            case DRAINS -> drain(victim);
            case DISK_LOSSES -> loseDisk(victim);
            case ROLLBACKS -> rollBack(victim);
            case TWO_VERSIONS -> throw new IllegalStateException("nothing that strikes");
        }
        injected.merge(fault, 1, Integer::sum);
    }

    private void changeWeather() {
        double severity = random.nextDouble();
        world.network().weather(new NetworkWeather(Duration.ofNanos(random.nextLong(100_000, 20_000_000)),
                rate(Fault.SLOW_DATAGRAMS, 0.005), rate(Fault.LOSS, 0.3 * severity),
                rate(Fault.DUPLICATION, 0.2 * severity), rate(Fault.BIT_FLIPS, 0.001)));
    }

    private void changeDisks() {
        Machine machine = cluster.present().get(random.nextInt(cluster.present().size()));
        machine.disk().health(new DiskHealth(Duration.ofNanos(random.nextLong(50_000, 5_000_000)),
                rate(Fault.SLOW_SYNCS, 0.02), rate(Fault.READ_ERRORS, 0.05)));
    }

    private double rate(Fault fault, double rate) {
        return options.has(fault) ? rate : 0;
    }

    private void partition() {
        Partition.Shape[] shapes = Partition.Shape.values();
        Partition.Shape shape = shapes[random.nextInt(shapes.length)];
        Partition partition = Partition.draw(shape, cluster.machines().size(), world.scheduler(), random);
        Duration duration = Duration.ofMillis(random.nextLong(100, 6_000));
        world.timeline().add("partition " + shape + " for " + duration);
        world.network().cut(partition);
        world.scheduler().after(duration.toNanos(), () -> world.network().heal(partition));
    }

    private void crash(Machine victim) {
        boolean isOfAll = random.nextInt(6) == 0;
        List<Machine> victims = isOfAll ? cluster.present() : List.of(victim);
        for (Machine each : victims) {
            world.timeline().add("node-" + each.index() + " crashes");
            each.crash();
            bootLater(each);
        }
    }

    private void shutDown(Machine victim) {
        world.timeline().add("node-" + victim.index() + " is shut down");
        victim.terminate(() -> bootLater(victim));
    }

    private void bootLater(Machine machine) {
        world.scheduler().after((long) (SHORTEST_ABSENCE_NANOS * Math.pow(1_000, random.nextDouble())), () -> {
            if (!machine.isUp() && !machine.hasDeparted()) {
                cluster.boot(machine);
                world.timeline().add("node-" + machine.index() + " starts at " + machine.endpoint());
            }
        });
    }

    /** A machine joins, for the first time or again. */
    private void join() {
        List<Machine> absent = cluster.machines().stream().filter(Machine::hasDeparted)
                .filter(machine -> !machine.isUp()).toList();
        if (!absent.isEmpty()) {
            Machine newcomer = absent.get(random.nextInt(absent.size()));
            cluster.boot(newcomer);
            world.timeline().add("node-" + newcomer.index() + " joins at " + newcomer.endpoint());
        }
    }

    /** A machine drains to leave for good; it goes when its node says that it has handed over everything. */
    private void drain(Machine victim) {
        if (cluster.present().size() > 2 && victim.isServing()) {
            world.timeline().add("node-" + victim.index() + " drains");
            victim.drain(() -> {
                world.timeline().add("node-" + victim.index() + " has drained and goes");
                victim.depart();
                victim.crash();
            });
        }
    }

    /** Loses one disk of a slot at most until that slot is whole again: the protocol promises to survive no more. */
    private void loseDisk(Machine victim) {
        if (cluster.mayLoseDisk()) {
            world.timeline().add("node-" + victim.index() + " loses its disk");
            victim.loseDisk(cluster.newDisk());
            bootLater(victim);
        }
    }

    /** Takes a snapshot, and puts it back when enough other disks know that the disk went on. */
    private void rollBack(Machine victim) {
        if (victim.disk().snapshotChanges().isEmpty()) {
            world.timeline().add("a snapshot of node-" + victim.index() + "'s disk is taken");
            victim.disk().takeSnapshot();
        } else if (cluster.mayRollBack(victim)) {
            world.timeline().add("node-" + victim.index() + "'s disk is put back to its snapshot");
            victim.rollBack(cluster.newDisk());
            bootLater(victim);
        }
    }

    /** A stopped process is not stopped for longer: no attempt may take longer than its retries are recognised. */
    private void pause(Machine victim) {
        long millis = (long) (100 * Math.pow(300, random.nextDouble()));
        if (victim.isFrozen()) {
            return;
        }
        world.timeline().add("node-" + victim.index() + " pauses for " + millis + " ms");
        victim.freeze(Duration.ofMillis(millis));
    }

    private void step(Machine victim, Duration by) {
        world.timeline().add("node-" + victim.index() + "'s clock steps by " + by);
        victim.clock().step(by);
    }

    private void rot(Machine victim) {
        world.timeline().add("a row of node-" + victim.index() + " rots");
        victim.disk().rot();
    }

    private void fill(Machine victim) {
        world.timeline().add("node-" + victim.index() + "'s disk is full");
        victim.disk().full(true);
        world.scheduler().after(random.nextLong(5_000_000_000L), () -> victim.disk().full(false));
    }
}
