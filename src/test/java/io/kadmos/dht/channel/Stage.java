package io.kadmos.dht.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.runtime.EventLoop;
import io.kadmos.dht.runtime.Transport;

/** A small event loop and network: time jumps from task to task, and one seed decides every fault. */
public final class Stage implements EventLoop {

    private static final Instant START = Instant.ofEpochSecond(1_700_000_000);

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(
            Comparator.comparingLong(Task::atNanos).thenComparingLong(Task::sequence));
    private final Map<Endpoint, Wire> wires = new HashMap<>();
    private final List<byte[]> sent = new ArrayList<>();
    private final RandomGenerator random;
    private long nowNanos;
    private long sequence;
    private double lossRate;
    private double duplicationRate;
    private double flipRate;
    private Duration latency = Duration.ofMillis(1);
    private Duration jitter = Duration.ZERO;

    public Stage(long seed) {
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    public RandomGenerator random() {
        return random;
    }

    public Stage lossRate(double share) {
        lossRate = share;
        return this;
    }

    Stage duplicationRate(double share) {
        duplicationRate = share;
        return this;
    }

    Stage flipRate(double share) {
        flipRate = share;
        return this;
    }

    public Stage latency(Duration least, Duration spread) {
        latency = least;
        jitter = spread;
        return this;
    }

    /** Every datagram that was handed to the network. */
    public List<byte[]> sent() {
        return sent;
    }

    public Wire wire(Endpoint at) {
        return wires.computeIfAbsent(at, Wire::new);
    }

    /** Runs all tasks that are due within a time. */
    public void run(Duration time) {
        long endNanos = nowNanos + time.toNanos();
        while (!tasks.isEmpty() && tasks.peek().atNanos <= endNanos) {
            Task task = tasks.remove();
            nowNanos = Math.max(nowNanos, task.atNanos);
            if (!task.cancelled) {
                task.work.run();
            }
        }
        nowNanos = endNanos;
    }

    @Override
    public void execute(Runnable task) {
        schedule(Duration.ZERO, task);
    }

    @Override
    public Timer schedule(Duration delay, Runnable work) {
        Task task = new Task(nowNanos + delay.toNanos(), sequence++, work);
        tasks.add(task);
        return () -> task.cancelled = true;
    }

    @Override
    public Instant wallTime() {
        return START.plus(uptime());
    }

    @Override
    public Duration uptime() {
        return Duration.ofNanos(nowNanos);
    }

    private void carry(Endpoint from, Endpoint to, byte[] datagram) {
        sent.add(datagram.clone());
        int copies = random.nextDouble() < lossRate ? 0 : random.nextDouble() < duplicationRate ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
            byte[] arriving = datagram.clone();
            if (random.nextDouble() < flipRate) {
                arriving[random.nextInt(arriving.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Duration delay = jitter.isZero() ? latency : latency.plusNanos(random.nextLong(jitter.toNanos()));
            schedule(delay, () -> wire(to).arrive(from, arriving));
        }
    }

    /** The network as one endpoint sees it. */
    public final class Wire implements Transport {

        private final Endpoint here;
        private @Nullable Receiver receiver;
        private boolean cut;

        private Wire(Endpoint here) {
            this.here = here;
        }

        /** Loses every datagram in both directions from now on, or does not any more. */
        public void cut(boolean silent) {
            cut = silent;
        }

        /** Delivers a datagram to this endpoint. */
        public void arrive(Endpoint from, byte[] datagram) {
            if (receiver != null && !cut) {
                receiver.receive(from, datagram);
            }
        }

        @Override
        public void send(Endpoint to, byte[] datagram) {
            if (!cut) {
                carry(here, to, datagram);
            }
        }

        @Override
        public void onReceive(Receiver taker) {
            receiver = taker;
        }
    }

    private static final class Task {

        private final long atNanos;
        private final long sequence;
        private final Runnable work;
        private boolean cancelled;

        Task(long atNanos, long sequence, Runnable work) {
            this.atNanos = atNanos;
            this.sequence = sequence;
            this.work = work;
        }

        long atNanos() {
            return atNanos;
        }

        long sequence() {
            return sequence;
        }
    }
}
