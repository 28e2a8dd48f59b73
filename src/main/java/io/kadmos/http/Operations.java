package io.kadmos.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.call.RequestTrace;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.node.Consistency;
import io.kadmos.dht.node.LookupReport;
import io.kadmos.dht.node.Node;
import io.kadmos.dht.node.NodeStatus;
import io.kadmos.dht.node.Placement;
import io.kadmos.dht.node.ReadReport;
import io.kadmos.dht.record.DrainStatus;
import io.kadmos.dht.record.RecoveryOrder;
import io.kadmos.dht.record.RecoveryOutcome;
import io.kadmos.dht.record.RoutingReport;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.register.ListOutcome;
import io.kadmos.dht.register.Mutation;
import io.kadmos.dht.register.NotApplied;
import io.kadmos.dht.register.ReadOutcome;
import io.kadmos.dht.register.WriteOutcome;
import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;

/**
 * Calls the node and waits for its answer, on the thread of the request and at most for the deadline. The node gets a
 * slightly shorter deadline, so that the node determines the outcome of the operation. A call that gets no answer in
 * time throws a {@link Problem}; for a write its kind is {@code OUTCOME_UNKNOWN}. Callable from any thread.
 */
public final class Operations {

    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);
    /** The share of the deadline that the node may use: the rest is for the way of its answer to the client. */
    private static final double SHARE_OF_NODE = 0.95;
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(50);

    private final Node node;
    private final Duration deadline;
    private final OperationListener listener;
    private final Call call;

    public Operations(Node node, Duration deadline, OperationListener listener) {
        this(node, deadline, listener,
                Call.within(Duration.ofNanos((long) (deadline.toNanos() * SHARE_OF_NODE))));
    }

    private Operations(Node node, Duration deadline, OperationListener listener, Call call) {
        this.node = node;
        this.deadline = deadline;
        this.call = call;
        this.listener = listener;
    }

    /** The operations of one request, which carry its trace if it has one. */
    public Operations under(@Nullable RequestTrace followed) {
        return followed == null ? this : new Operations(node, deadline, listener, new Call(call.timeout(), followed));
    }

    /** Reads a key. */
    public ReadOutcome get(Key key, Consistency consistency) {
        long startNanos = System.nanoTime();
        ReadOutcome outcome = await(node.get(key, consistency, call), Operations::overloaded);
        ended("get", Outcomes.word(outcome), startNanos);
        return outcome;
    }

    /** Applies a mutation once. */
    public WriteOutcome write(Key key, Mutation mutation) {
        long startNanos = System.nanoTime();
        WriteOutcome outcome = await(node.write(key, mutation, call),
                () -> Outcomes.unknown(mutation.op(), false));
        ended(mutation.effect() instanceof Mutation.Effect.Put ? "put" : "delete", Outcomes.word(outcome), startNanos);
        return outcome;
    }

    public ListOutcome list(Slot slot, @Nullable Key after) {
        return await(node.list(slot, after, call), Operations::overloaded);
    }

    public NodeStatus status() {
        return await(node.status(), Operations::overloaded);
    }

    public RoutingReport routingTable() {
        return await(node.routingTable(), Operations::overloaded);
    }

    /** The routing table of another node. @throws Problem if this node does not know it, or it does not answer */
    public RoutingReport routingTable(Id other) {
        return await(node.routingTable(other, call), Operations::overloaded)
                .orElseThrow(() -> new Problem(Kind.NODE_NOT_FOUND, "node " + other + " is not known here, or does not"
                        + " answer: see /cluster/nodes"));
    }

    /**
     * Runs a recovery, and waits longer than it takes where every node answers. At the limit this method throws a
     * {@link Problem}, and the recovery goes on in the node.
     */
    public RecoveryOutcome recover(RecoveryOrder order) {
        return await(node.recover(order), LONGEST_RECOVERY, () -> new Problem(Kind.RECOVERY_REFUSED,
                "the recovery takes more than " + LONGEST_RECOVERY.toSeconds() + " seconds, and goes on:"
                        + " ask again later"));
    }

    public Placement placement(Key key) {
        return await(node.placement(key, call), Operations::overloaded)
                .orElseThrow(() -> Outcomes.notApplied(NotApplied.Reason.NOT_JOINED));
    }

    /** Runs a lookup. @throws Problem if too many lookups are under way */
    public LookupReport lookup(Id target) {
        LookupReport report = await(node.lookup(target), Operations::overloaded);
        if (report.end() == LookupReport.End.OVERLOAD) {
            throw overloaded();
        }
        return report;
    }

    public ReadReport explain(Key key) {
        return await(node.explain(key, call), Operations::overloaded);
    }

    public DrainStatus drain() {
        return await(node.drain(), Operations::overloaded);
    }

    public DrainStatus drainStatus() {
        return await(node.drainStatus(), Operations::overloaded);
    }

    /** Waits for an answer, at most for the deadline; then throws the problem of {@code late}. */
    <T> T await(CompletableFuture<T> answer, Supplier<Problem> late) {
        return await(answer, deadline, late);
    }

    private static <T> T await(CompletableFuture<T> answer, Duration limit, Supplier<Problem> late) {
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw late.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw late.get();
        } catch (ExecutionException e) {
            LOG.error("an operation failed in the node", e.getCause());
            throw new Problem(Kind.INTERNAL, "see the log of this node");
        }
    }

    private static Problem overloaded() {
        return Outcomes.notApplied(NotApplied.Reason.OVERLOADED);
    }

    private void ended(String operation, String outcome, long startNanos) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
        RequestTrace trace = call.trace();
        if (trace != null) {
            LOG.debug("operation ended traceparent={} operation={} outcome={} micros={}", trace.context(), operation,
                    outcome, elapsed.toNanos() / 1000);
        }
        listener.ended(operation, outcome, elapsed);
    }
}
