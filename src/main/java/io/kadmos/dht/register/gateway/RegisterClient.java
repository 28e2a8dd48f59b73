package io.kadmos.dht.register.gateway;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.message.Bodies;
import io.kadmos.dht.message.Request.Query;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.quorum.Gather;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.record.Version;
import io.kadmos.dht.register.Explanation;
import io.kadmos.dht.register.ListOutcome;
import io.kadmos.dht.register.Mutation;
import io.kadmos.dht.register.NotApplied;
import io.kadmos.dht.register.NotApplied.Reason;
import io.kadmos.dht.register.OutcomeUnknown;
import io.kadmos.dht.register.PreconditionFailed;
import io.kadmos.dht.register.ReadOutcome;
import io.kadmos.dht.register.WriteOutcome;
import io.kadmos.dht.register.Written;
import io.kadmos.dht.register.gateway.Operation.Result;
import io.kadmos.dht.register.gateway.ProposalRun.Ending;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.slot.SlotContext;
import io.kadmos.dht.slot.SlotLocator;

/**
 * The gateway side of the registers: reads and writes keys wherever they live, linearizably. Every operation has an
 * outcome by its deadline. A gateway that lost track of a write says so; it never tries again under another id.
 */
public final class RegisterClient {

    private final GatewayContext gateway;
    private final KeyQueues queues;

    /** The gateway of a node; its ballots and versions carry a random number, drawn here once. */
    public RegisterClient(SlotContext slots, SlotLocator locator, PreferredMembers members) {
        this.gateway = new GatewayContext(slots.table(), locator::locate, members, slots.clock(), slots.loop(),
                slots.random(),
                new RoundCount(slots.events()), slots.random().nextLong());
        this.queues = new KeyQueues();
    }

    /** Reads a key as a quorum holds it. */
    public void read(Key key, Call call, Consumer<ReadOutcome> done) {
        read(gateway, key, Deadline.of(call, gateway.loop()), done);
    }

    /** Reads a key as a quorum holds it, and tells how that went. */
    public void explain(Key key, Call call, Consumer<Explanation> done) {
        RoundLog log = new RoundLog(gateway.rounds(), gateway.loop());
        read(gateway.tracedBy(log), key, Deadline.of(call, gateway.loop()),
                outcome -> done.accept(log.explain(outcome)));
    }

    /** Reads a key from one replica, the nearest that answers; the value may be stale. */
    public void readLocal(Key key, Call call, Consumer<ReadOutcome> done) {
        Slot slot = gateway.slots().slotOf(key);
        Optional<Configuration> configuration = gateway.slots().configuration(slot);
        if (configuration.isEmpty()) {
            done.accept(new NotApplied(Reason.NO_CONFIGURATION));
            return;
        }
        Query query = new Query(new SlotEpoch(slot, configuration.get().epoch()), key, Bodies.ALWAYS);
        Iterator<Member> members = gateway.replicas().nearestFirst(configuration.get()).iterator();
        askInTurn(members, query, Deadline.of(call, gateway.loop()), done);
    }

    /** Applies a mutation once. */
    public void write(Key key, Mutation mutation, Call call, Consumer<WriteOutcome> done) {
        Version version = new Version(gateway.tick(), gateway.proposer());
        Operation operation = Operation.apply(mutation, version, gateway.loop().wallTime());
        run(gateway, key, operation, Deadline.of(call, gateway.loop()), ending -> done.accept(switch (ending) {
            case Ending.Succeeded(Result.Applied(var applied, var created, var expiry), var durable, var replicas) ->
                new Written(applied, created, durable, replicas, expiry);
            case Ending.Succeeded(Result.Failed(var current), _, _) -> new PreconditionFailed(current);
            case Ending.Succeeded(Result.Kept _, _, _) -> throw new IllegalStateException("a write kept the record");
            case Ending.NothingDone(var reason) -> new NotApplied(reason);
            case Ending.Uncertain() -> new OutcomeUnknown(version, mutation.op());
        }));
    }

    /** Has a quorum accept again what the key holds, so that all replicas come to hold it. */
    public void repair(Key key, Call call, Consumer<ReadOutcome> done) {
        identityRound(gateway, key, Deadline.of(call, gateway.loop()), done);
    }

    /** Lists keys of a slot as a quorum holds them, beginning behind a key. */
    public void list(Slot slot, @Nullable Key after, Call call, Consumer<ListOutcome> done) {
        new ListRun(gateway, slot, after, Deadline.of(call, gateway.loop()), done).start();
    }

    /** What the operations of this gateway need. */
    public GatewayContext gateway() {
        return gateway;
    }

    private void read(GatewayContext through, Key key, Deadline deadline, Consumer<ReadOutcome> done) {
        new ReadRun(through, key, deadline, ending -> {
            switch (ending) {
                case ReadRun.Ending.Agreed(var held) -> done.accept(held.read());
                case ReadRun.Ending.Failed(var reason) -> done.accept(new NotApplied(reason));
                case ReadRun.Ending.NeedsIdentityRound() -> identityRound(through, key, deadline, done);
            }
        }).start();
    }

    private void identityRound(GatewayContext through, Key key, Deadline deadline, Consumer<ReadOutcome> done) {
        run(through, key, Operation.identity(), deadline, ending -> done.accept(switch (ending) {
            case Ending.Succeeded(Result.Kept(var held), _, _) -> held.read();
            case Ending.Succeeded _ -> throw new IllegalStateException("a read changed something");
            case Ending.NothingDone(var reason) -> new NotApplied(reason);
            case Ending.Uncertain() -> new NotApplied(Reason.NO_QUORUM);
        }));
    }

    private void run(GatewayContext through, Key key, Operation operation, Deadline deadline, Consumer<Ending> done) {
        ProposalRun run = new ProposalRun(through, key, operation, deadline, ending -> {
            done.accept(ending);
            queues.leave(key);
        });
        Runnable tooLate = () -> done.accept(new Ending.NothingDone(Reason.NO_QUORUM));
        if (!queues.enter(key, deadline, run::start, tooLate)) {
            done.accept(new Ending.NothingDone(Reason.OVERLOADED));
        }
    }

    /** Asks every member which version it holds; who does not answer in time, or holds no value, has none. */
    public void versions(Key key, Call call, Consumer<Map<Member, Optional<Version>>> done) {
        Slot slot = gateway.slots().slotOf(key);
        Optional<Configuration> configuration = gateway.slots().configuration(slot);
        Map<Member, Optional<Version>> versions = new LinkedHashMap<>();
        if (configuration.isEmpty()) {
            done.accept(versions);
            return;
        }
        Query query = new Query(new SlotEpoch(slot, configuration.get().epoch()), key, Bodies.IF_SMALL);
        new Gather<CallResult>(configuration.get().members(),
                (member, ended) -> gateway.replicas().ask(member, query, call, ended),
                (member, result) -> versions.put(member, version(result)), () -> done.accept(versions)).start();
    }

    private Optional<Version> version(CallResult result) {
        return result instanceof CallResult.Answered(Response.Current(var outline, _), _)
                ? new Held(outline, null).version(gateway.loop().wallTime())
                : Optional.empty();
    }

    private void askInTurn(Iterator<Member> members, Query query, Deadline deadline, Consumer<ReadOutcome> done) {
        if (!members.hasNext() || deadline.hasPassed()) {
            done.accept(new NotApplied(Reason.NO_QUORUM));
            return;
        }
        Duration share = deadline.remaining().dividedBy(2);
        gateway.replicas().ask(members.next(), query, deadline.call(share), result -> {
            if (result instanceof CallResult.Answered(Response.Current(var outline, var body), _)) {
                Held held = new Held(outline, body);
                boolean gone = held.isExpiredAt(gateway.loop().wallTime());
                done.accept(gone ? Held.NOTHING.read() : held.read());
            } else {
                askInTurn(members, query, deadline, done);
            }
        });
    }
}
