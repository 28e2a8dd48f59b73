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
 * Runs the operations of clients on registers: reads, writes and listings of any key, linearizably (protocol.md R1, R7,
 * R8). Every operation has an outcome by its deadline. A write whose outcome the gateway does not know ends as unknown;
 * the gateway never repeats it under another op id. At most one write or identity round of a key runs at a time, and
 * 256 wait. Event loop only.
 */
public final class RegisterClient {

    private final GatewayContext gateway;
    private final KeyQueues queues;

    /** The gateway of a node. It draws the random number of its ballots and versions here, once (protocol.md R1). */
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

    /** Reads a key as a quorum holds it, and tells its rounds. */
    public void explain(Key key, Call call, Consumer<Explanation> done) {
        RoundLog log = new RoundLog(gateway.rounds(), gateway.loop());
        read(gateway.tracedBy(log), key, Deadline.of(call, gateway.loop()),
                outcome -> done.accept(log.explain(outcome)));
    }

    /** Reads a key from one member, the nearest that answers. The value may be stale. */
    public void readLocal(Key key, Call call, Consumer<ReadOutcome> done) {
        Slot slot = gateway.slots().slotOf(key);
        Optional<Configuration> configuration = gateway.slots().configuration(slot);
        if (configuration.isEmpty()) {
            done.accept(new NotApplied(Reason.NO_CONFIGURATION));
            return;
        }
        Query query = new Query(new SlotEpoch(slot, configuration.get().epoch()), key, Bodies.ALWAYS);
        Iterator<Member> members = gateway.members().nearestFirst(configuration.get()).iterator();
        askInTurn(members, query, Deadline.of(call, gateway.loop()), done);
    }

    /** Applies a mutation at most once (protocol.md R11, R12). */
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

    /** Runs an identity round: a quorum accepts the record of the key again, so that all members come to hold it. */
    public void repair(Key key, Call call, Consumer<ReadOutcome> done) {
        identityRound(gateway, key, Deadline.of(call, gateway.loop()), done);
    }

    /** Lists keys of a slot from a quorum, behind a key or from the beginning (protocol.md R17). */
    public void list(Slot slot, @Nullable Key after, Call call, Consumer<ListOutcome> done) {
        new ListRun(gateway, slot, after, Deadline.of(call, gateway.loop()), done).start();
    }

    /** What the operations of this gateway share. */
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

    /**
     * Asks every member which version of the key it holds. A member that does not answer before the deadline, or holds
     * no value, gets an empty one.
     */
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
                (member, ended) -> gateway.members().ask(member, query, call, ended),
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
        gateway.members().ask(members.next(), query, deadline.call(share), result -> {
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
