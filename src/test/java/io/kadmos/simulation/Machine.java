package io.kadmos.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.node.Node;
import io.kadmos.dht.node.Readiness;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.DrainStatus;
import io.kadmos.dht.record.Member;

/**
 * One machine: a disk and a clock that stay, and a process that comes and goes. Only one process runs at a time; what
 * an earlier one left behind is what is on the disk.
 */
final class Machine {

    /** What a machine is called, and where it is. */
    record Identity(int index, String name) {}

    private static final double MAX_DRIFT = 500e-6;
    private static final long MAX_OFFSET_MILLIS = 2_000;
    private static final long DRAIN_CHECK_NANOS = 200_000_000L;
    private static final long ROLLBACK_CHECK_NANOS = 200_000_000L;
    private static final long LONGEST_CLOSE_NANOS = 15_000_000_000L;

    private final World world;
    private final Identity identity;
    private final SimulatedNodes nodes;
    private final SimulatedClock clock;
    private final SimulatedDisk disk;
    private final RandomGenerator random;
    /** The disk that the machine has or, once its own was put back to an earlier state, will have instead. */
    private DiskId diskId;
    /** What the disk calls itself. */
    private DiskId label;
    private Endpoint endpoint;
    private boolean departed;
    private @Nullable RunningProcess process;
    private long awakeSinceNanos;

    Machine(World world, Identity identity, DiskId diskId, Endpoint endpoint, SimulatedNodes nodes, Watch watch) {
        this.diskId = diskId;
        this.label = diskId;
        this.world = world;
        this.identity = identity;
        this.endpoint = endpoint;
        this.nodes = nodes;
        this.random = world.fork();
        this.clock = new SimulatedClock(world.scheduler(), 1 + random.nextDouble(-MAX_DRIFT, MAX_DRIFT),
                Duration.ofMillis(random.nextLong(-MAX_OFFSET_MILLIS, MAX_OFFSET_MILLIS)));
        this.disk = new SimulatedDisk(identity.index(), world.scheduler(), world.fork(), watch.ledger(),
                watch.writes());
    }

    /** What watches the disks of all machines. */
    record Watch(DamageLedger ledger, Consumer<RowWrite> writes) {}

    /** A node and its one thread. */
    private static final class RunningProcess {

        private final SimulatedLoop loop;
        private final Node node;
        /** What clients learn when the process is gone. */
        private final List<Runnable> connections = new ArrayList<>();
        private boolean started;
        private @Nullable Readiness readiness;
        private boolean closing;
        private boolean draining;

        private RunningProcess(SimulatedLoop loop, Node node) {
            this.loop = loop;
            this.node = node;
        }
    }

    Identity identity() {
        return identity;
    }

    int index() {
        return identity.index();
    }

    /** The machine's node with the disk that it has now. */
    Member member() {
        return new Member(Cluster.idOf(identity), diskId);
    }

    /** Whether it does not take part: not yet, or no longer. */
    boolean hasDeparted() {
        return departed;
    }

    /** Does not take part from here on. */
    void depart() {
        departed = true;
    }

    /** The process is gone, and everything on the disk; a new disk is in its place. */
    void loseDisk(DiskId replacement) {
        crash();
        disk.wipe();
        diskId = replacement;
        label = replacement;
    }

    /**
     * The process is gone, and the disk is as it was at some earlier time. That is the loss of the disk, for nothing on
     * it can be believed any more; it is replaced as soon as the node says so.
     */
    void rollBack(DiskId replacement) {
        crash();
        disk.rollBack();
        diskId = replacement;
        replaceWhenNoticed();
    }

    private void replaceWhenNoticed() {
        world.scheduler().after(ROLLBACK_CHECK_NANOS, () -> {
            if (label.equals(diskId)) {
                return;
            }
            askReadiness();
            if (!saysRolledBack()) {
                replaceWhenNoticed();
                return;
            }
            world.timeline().add("node-" + index() + " has noticed that its disk was put back, and gets another");
            loseDisk(diskId);
            boot(endpoint);
        });
    }

    /** Whether the running node said, when it was last asked, that its disk cannot be believed. */
    boolean saysRolledBack() {
        return isServing() && process != null && process.readiness != null
                && process.readiness.reason() == Readiness.Reason.ROLLED_BACK;
    }

    /** The disk that a process finds. */
    DiskId label() {
        return label;
    }

    /** Whether the disk was put back to an earlier state and not replaced yet. */
    boolean isRolledBack() {
        return !label.equals(diskId);
    }

    Endpoint endpoint() {
        return endpoint;
    }

    SimulatedClock clock() {
        return clock;
    }

    SimulatedDisk disk() {
        return disk;
    }

    /** Starts a process at an address, which may be another than before. */
    void boot(Endpoint at) {
        endpoint = at;
        departed = false;
        SimulatedLoop loop = new SimulatedLoop(world.scheduler(), clock, thrown -> world.bug(identity.name(), thrown));
        Node node = nodes.node(this, loop, world.network().open(at, index(), loop), disk.open(loop));
        RunningProcess booted = new RunningProcess(loop, node);
        process = booted;
        awakeSinceNanos = world.scheduler().nowNanos();
        var _ = node.start().whenComplete((nothing, problem) -> {
            booted.started = problem == null;
            if (problem != null) {
                world.bug(identity.name() + " cannot start:", problem);
            }
        });
    }

    /** The process is gone, and with it what was not on the disk. */
    void crash() {
        if (process != null) {
            end(process);
            disk.crash();
        }
    }

    /** Asks the process to end, and runs a callback when it has ended in order. */
    void terminate(Runnable ended) {
        RunningProcess ending = process;
        if (ending == null || ending.closing) {
            return;
        }
        ending.closing = true;
        expectEnd(ending);
        var _ = ending.node.close().whenComplete((nothing, problem) -> {
            world.scheduler().after(0, () -> {
                if (process == ending) {
                    closed(ending, ended);
                }
            });
        });
    }

    /** A process that was asked to end does so within a bound, not counting the time in which it was stopped. */
    private void expectEnd(RunningProcess ending) {
        long awakeSince = Math.max(awakeSinceNanos, world.scheduler().nowNanos());
        world.scheduler().after(awakeSince + LONGEST_CLOSE_NANOS - world.scheduler().nowNanos(), () -> {
            if (process == ending && awakeSinceNanos > awakeSince) {
                expectEnd(ending);
            } else if (process == ending) {
                world.findings().add(identity.name() + " does not end");
            }
        });
    }

    /** Stops the process for a while, without its noticing. */
    void freeze(Duration duration) {
        if (process != null) {
            process.loop.freeze(duration.toNanos());
            awakeSinceNanos = Math.max(awakeSinceNanos, world.scheduler().nowNanos() + duration.toNanos());
        }
    }

    boolean isFrozen() {
        return awakeSinceNanos > world.scheduler().nowNanos();
    }

    void wake() {
        if (process != null) {
            process.loop.wake();
            awakeSinceNanos = world.scheduler().nowNanos();
        }
    }

    boolean isUp() {
        return process != null;
    }

    /** Whether a process runs that takes requests. */
    boolean isServing() {
        return process != null && process.started && !process.closing;
    }

    /** Asks the running node whether it is ready; {@link #isReady} tells the answer. */
    void askReadiness() {
        RunningProcess asked = process;
        if (asked != null && asked.started) {
            var _ = asked.node.readiness().whenComplete((readiness, thrown) -> asked.readiness = readiness);
        }
    }

    /** Whether the running node said that it is ready when it was last asked. */
    boolean isReady() {
        return isServing() && process != null && process.readiness != null && process.readiness.isReady();
    }

    /** What the running node said of its readiness when it was last asked. */
    @Override
    public String toString() {
        return identity.name() + ": " + (process == null ? "down" : process.readiness);
    }

    /** The running node. */
    Optional<Node> node() {
        return Optional.ofNullable(process).map(running -> running.node);
    }

    /** Drains the running node, and tells when it may be stopped. */
    void drain(Runnable drained) {
        RunningProcess leaving = process;
        if (leaving != null && !leaving.draining) {
            leaving.draining = true;
            var _ = leaving.node.drain().whenComplete((status, thrown) -> watchDrain(leaving, drained));
        }
    }

    private void watchDrain(RunningProcess leaving, Runnable drained) {
        world.scheduler().after(DRAIN_CHECK_NANOS, () -> {
            if (process != leaving || leaving.closing || !leaving.draining) {
                return;
            }
            var _ = leaving.node.drainStatus().whenComplete((status, thrown) -> {
                boolean isDone = thrown == null && status.state() == DrainStatus.State.DRAINED;
                world.scheduler().after(0, () -> {
                    if (isDone && process == leaving && leaving.draining) {
                        drained.run();
                    } else {
                        watchDrain(leaving, drained);
                    }
                });
            });
        });
    }

    /** Whether the running node drains. */
    boolean isDraining() {
        return process != null && process.draining;
    }

    /** Since when the process has not been stopped; in the future while it is. */
    long awakeSinceNanos() {
        return awakeSinceNanos;
    }

    /** Runs a callback of a client when the running process is gone. */
    void connect(Runnable broken) {
        if (process != null) {
            process.connections.add(broken);
        }
    }

    private void closed(RunningProcess ending, Runnable ended) {
        end(ending);
        disk.closed();
        ended.run();
    }

    private void end(RunningProcess ending) {
        ending.loop.kill();
        process = null;
        List.copyOf(ending.connections).forEach(Runnable::run);
    }
}
