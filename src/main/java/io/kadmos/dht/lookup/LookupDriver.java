package io.kadmos.dht.lookup;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.routing.KademliaSettings;
import io.kadmos.dht.routing.RoutingTable;
import io.kadmos.dht.rpc.Caller;
import io.kadmos.dht.rpc.Patience;
import io.kadmos.dht.runtime.EventLoop;

/**
 * Runs lookups over the network (protocol.md W13), at most {@link #MAX_LOOKUPS} at a time. One more ends with
 * {@link LookupEnd#OVERLOAD}. Every lookup ends exactly once, and never before the method that began it has returned.
 * Event loop only.
 */
public final class LookupDriver {

    /** A lookup holds a shortlist of some 200 contacts, so all lookups together take a few MiB at most. */
    static final int MAX_LOOKUPS = 64;

    private final Id self;
    private final RoutingTable table;
    private final KademliaSettings settings;
    private final Context context;
    private final LookupObserver observer;
    private final Consumer<NodeEvent> events;

    private int running;

    /** Lookups by {@code self} that start with the contacts of its routing table. */
    public LookupDriver(
            Id self,
            RoutingTable table,
            KademliaSettings settings,
            Context context,
            LookupObserver observer,
            Consumer<NodeEvent> events) {
        this.self = self;
        this.table = table;
        this.settings = settings;
        this.context = context;
        this.observer = observer;
        this.events = events;
    }

    /**
     * What lookups need in order to ask and to wait.
     *
     * @param patience how long to wait for the answer of a node
     */
    public record Context(Caller caller, Function<Id, Patience> patience, EventLoop loop) {}

    /** Finds the k nodes closest to a point. */
    public void closest(Id target, LookupTrace trace, Consumer<LookupResult> done) {
        find(new NodeQuestion(target), trace, (result, _) -> done.accept(result));
    }

    /**
     * Asks a question on the way to its target. The lookup ends when a node has told what is looked for, or when the k
     * closest nodes have answered without knowing it.
     */
    public <F> void find(Question<F> question, LookupTrace trace, BiConsumer<LookupResult, Optional<F>> done) {
        if (running >= MAX_LOOKUPS) {
            LookupResult overload = new LookupResult(List.of(), 0, 0, LookupEnd.OVERLOAD);
            context.loop().execute(() -> done.accept(overload, Optional.empty()));
            return;
        }
        running++;
        Duration started = context.loop().uptime();
        table.lookedUp(question.target(), started);
        Lookup lookup = new Lookup(
                self, question.target(), table.closest(question.target(), settings.k()), settings.k(),
                settings.alpha());
        RunningLookup<F> run = new RunningLookup<>(lookup, question, settings.callTimeout(), context,
                new Watchers(observer, trace), (
                        result, finding) -> {
                    running--;
                    events.accept(new NodeEvent.LookupEnded(
                            result.hops(), context.loop().uptime().minus(started)));
                    done.accept(result, finding);
                });
        context.loop().execute(run::advance);
    }

    /** The listeners of one lookup. */
    record Watchers(LookupObserver observer, LookupTrace trace) {}
}
