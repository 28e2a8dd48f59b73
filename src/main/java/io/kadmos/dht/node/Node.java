package io.kadmos.dht.node;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.channel.Keyring;
import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.DrainStatus;
import io.kadmos.dht.record.RecoveryOrder;
import io.kadmos.dht.record.RecoveryOutcome;
import io.kadmos.dht.record.RoutingReport;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.register.ListOutcome;
import io.kadmos.dht.register.Mutation;
import io.kadmos.dht.register.NotApplied;
import io.kadmos.dht.register.NotApplied.Reason;
import io.kadmos.dht.register.ReadOutcome;
import io.kadmos.dht.register.WriteOutcome;
import io.kadmos.dht.runtime.EventLoop;
import io.kadmos.dht.runtime.EventLoop.Timer;
import io.kadmos.dht.storage.NodeFacts;
import io.kadmos.dht.storage.StorageException;

/**
 * A node of the cluster, and the only way to it from other threads. Any thread may call any method. Each method hops to
 * the event loop once, and answers through a future that is completed on the loop exactly once. Everything behind this
 * class runs on the loop alone. While the node does not run, an operation on data ends as {@link NotApplied}, and a
 * question about the node fails with an {@link IllegalStateException}.
 */
public final class Node {

    /** How long closing waits for operations that are under way; each has a deadline of its own. */
    private static final Duration CLOSING_BOUND = Duration.ofSeconds(10);

    private final NodeSettings settings;
    private final NodePorts ports;
    private final NodeIdentity identity;
    private final Consumer<NodeEvent> events;
    private final EventLoop loop;

    private @Nullable RunningNode running;
    private @Nullable Closing closing;
    private int open;

    private record Closing(CompletableFuture<Void> done, Timer bound) {}

    /** A node that does nothing before {@link #start}. */
    public Node(NodeSettings settings, NodePorts ports, NodeIdentity identity, Consumer<NodeEvent> events) {
        this.settings = settings;
        this.ports = ports;
        this.identity = identity;
        this.events = events;
        this.loop = ports.loop();
    }

    /** Reads the disk and begins to take part. Fails with a {@link StorageException} if the disk cannot be trusted. */
    public CompletableFuture<Void> start() {
        CompletableFuture<Void> started = new CompletableFuture<>();
        loop.execute(() -> {
            NodeFacts facts = new NodeFacts(ports.disk());
            facts.load(problem -> unless(problem, started, () -> {
                RunningNode node = new RunningNode(settings, ports, identity, facts, events);
                node.start(trouble -> unless(trouble, started, () -> {
                    running = node;
                    started.complete(null);
                }));
            }));
        });
        return started;
    }

    /** Reads a key. The outcome comes within the timeout of the call. */
    public CompletableFuture<ReadOutcome> get(Key key, Consistency consistency, Call call) {
        return operate(refusal -> refusal, (node, done) -> node.read(key, consistency, call, done));
    }

    /** Applies a mutation at most once. The outcome comes within the timeout of the call. */
    public CompletableFuture<WriteOutcome> write(Key key, Mutation mutation, Call call) {
        return operate(refusal -> refusal, (node, done) -> node.write(key, mutation, call, done));
    }

    /**
     * Lists keys of a slot, behind a key or from the beginning: at least those that were written before
     * (protocol.md R17). The outcome comes within the timeout of the call.
     */
    public CompletableFuture<ListOutcome> list(Slot slot, @Nullable Key after, Call call) {
        return operate(refusal -> refusal, (node, done) -> node.list(slot, after, call, done));
    }

    /** What this node knows; fails while the node does not run. */
    public CompletableFuture<NodeStatus> status() {
        return ask((node, done) -> done.accept(node.status()));
    }

    /** The numbers of this moment; fails while the node does not run. */
    public CompletableFuture<Measurements> measurements() {
        return ask((node, done) -> done.accept(node.measurements()));
    }

    /** The nodes that this node knows, by distance; fails while the node does not run. */
    public CompletableFuture<RoutingReport> routingTable() {
        return ask((node, done) -> done.accept(node.routingTable()));
    }

    /**
     * The nodes that another node knows. Empty if this node does not know that node, or it does not answer within the
     * timeout of the call.
     */
    public CompletableFuture<Optional<RoutingReport>> routingTable(Id node, Call call) {
        return ask((running, done) -> running.routingTable(node, call, done));
    }

    /**
     * Surveys which slots have lost a quorum of their disks and, if the order says so, begins them anew with what is
     * left (protocol.md §8). It asks all nodes that are left several times. It takes some seconds, at most 5 for every
     * 256 slots and each question.
     */
    public CompletableFuture<RecoveryOutcome> recover(RecoveryOrder order) {
        return ask((running, done) -> running.recover(order, done));
    }

    /** Whether this node can serve, and if not, why; fails while the node does not run. */
    public CompletableFuture<Readiness> readiness() {
        return ask((node, done) -> done.accept(node.readiness()));
    }

    /**
     * Where a key is placed and what each member of its slot holds; empty while this node does not know the
     * configuration.
     */
    public CompletableFuture<Optional<Placement>> placement(Key key, Call call) {
        return ask((node, done) -> node.placement(key, call, done));
    }

    /** Finds the nodes closest to a target and tells every question; fails while the node does not run. */
    public CompletableFuture<LookupReport> lookup(Id target) {
        return ask((node, done) -> node.lookup(target, done));
    }

    /** Reads a key as {@link #get} does, linearizably, and tells every round; fails while the node does not run. */
    public CompletableFuture<ReadReport> explain(Key key, Call call) {
        return ask((node, done) -> node.explain(key, call, done));
    }

    /** Begins the drain of this node, if it has not begun, and tells how far it is (protocol.md T11). */
    public CompletableFuture<DrainStatus> drain() {
        return ask((node, done) -> done.accept(node.drain()));
    }

    /** How far the drain of this node is. */
    public CompletableFuture<DrainStatus> drainStatus() {
        return ask((node, done) -> done.accept(node.drainStatus()));
    }

    /**
     * Seals and opens datagrams with these keys from now on (protocol.md W4). Has no effect while the node does not
     * run.
     */
    public CompletableFuture<Void> replaceKeyring(Keyring keyring) {
        CompletableFuture<Void> replaced = new CompletableFuture<>();
        loop.execute(() -> {
            if (running != null) {
                running.replace(keyring);
            }
            replaced.complete(null);
        });
        return replaced;
    }

    /** Takes no more operations, waits up to 10 s for those that are under way, and stops. */
    public CompletableFuture<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        loop.execute(() -> {
            if (closing != null) {
                var _ = closing.done.whenComplete((nothing, failure) -> closed.complete(null));
                return;
            }
            closing = new Closing(closed, loop.schedule(CLOSING_BOUND, this::stop));
            stopIfIdle();
        });
        return closed;
    }

    /**
     * An operation on data. It is refused while the node does not run or closes, and the node waits for it when it
     * closes.
     */
    private <T> CompletableFuture<T> operate(Function<NotApplied, T> refused, Operation<T> operation) {
        CompletableFuture<T> future = new CompletableFuture<>();
        loop.execute(() -> {
            if (running == null || closing != null) {
                Reason reason = closing == null ? Reason.NOT_JOINED : Reason.CLOSED;
                future.complete(refused.apply(new NotApplied(reason)));
                return;
            }
            open++;
            var _ = future.whenComplete((outcome, failure) -> {
                open--;
                stopIfIdle();
            });
            attempt(running.operations(), operation, future);
        });
        return future;
    }

    /** A question about the node itself. */
    private <T> CompletableFuture<T> ask(Operation<T> question) {
        CompletableFuture<T> future = new CompletableFuture<>();
        loop.execute(() -> {
            if (running == null) {
                future.completeExceptionally(new IllegalStateException("the node does not run"));
            } else {
                attempt(running.operations(), question, future);
            }
        });
        return future;
    }

    private static <T> void attempt(NodeOperations node, Operation<T> operation, CompletableFuture<T> future) {
        try {
            operation.run(node, future::complete);
        } catch (RuntimeException e) {
            future.completeExceptionally(e);
            throw e;
        }
    }

    private static void unless(Optional<StorageException> problem, CompletableFuture<Void> started, Runnable goOn) {
        problem.ifPresentOrElse(started::completeExceptionally, goOn);
    }

    private void stopIfIdle() {
        if (closing != null && open == 0) {
            stop();
        }
    }

    private void stop() {
        if (closing != null && !closing.done.isDone()) {
            closing.bound.cancel();
            if (running != null) {
                running.close();
                running = null;
            }
            closing.done.complete(null);
        }
    }

    /** Work for a running node, on the loop. */
    @FunctionalInterface
    private interface Operation<T> {

        void run(NodeOperations node, Consumer<T> done);
    }
}
