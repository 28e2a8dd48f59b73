package io.kadmos.dht.slot.change;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.event.NodeEvent.ChangeReason;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.membership.Membership;
import io.kadmos.dht.membership.Peer;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Decree;
import io.kadmos.dht.record.Formation;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.NodeState;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotState;
import io.kadmos.dht.record.SlotSuccession;
import io.kadmos.dht.slot.SlotContext;
import io.kadmos.dht.slot.change.NextMembers.Condition;

/**
 * Moves every slot to the nodes nearest to it (protocol.md C9, C10, G4). At every tick this node asks
 * {@link NextMembers} whether a slot that it serves should have other members, and starts a {@link ChangeRun} if that
 * has been so for some ticks. All members check; a nearer one starts earlier, so that usually only one of them
 * proposes. This node also finishes decisions that another proposer left open. At most two batches are under way at
 * once, from the warm-up until their next members are active; a batch of undecided slots waits for other runs only.
 * Event loop only.
 */
public final class Rebalancing {

    private static final Logger LOG = LoggerFactory.getLogger(Rebalancing.class);

    private static final int MAX_RUNNING = 2;
    /** An undecided slot serves no operation, so this node looks for such slots this many times per tick. */
    private static final int HASTE = 5;
    private static final int MAX_FAILURES = 6;

    private final SlotContext context;
    private final Membership membership;
    private final Predicate<Slot> wantsNewEpoch;
    private final long proposer;
    private final Map<Slot, Wish> wishes = new HashMap<>();
    private final Map<Id, Duration> unknownSince = new HashMap<>();
    /** Asked for membership only, never iterated. */
    private final Set<Slot> busy = new HashSet<>();
    private final Deque<Batch> waiting = new ArrayDeque<>();
    private int running;
    private int activating;

    /** A change that is due. */
    private record Batch(SlotChange change, ChangeReason reason) {}

    /** The members that a slot should have, and for how many ticks that has been so. */
    private static final class Wish {
        private List<Member> next = List.of();
        private int ticks;
        private int failures;
        private int pause;
    }

    /**
     * Rebalancing on this node.
     *
     * @param wantsNewEpoch whether a slot needs a new epoch even with the same members
     */
    public Rebalancing(SlotContext context, Membership membership, Predicate<Slot> wantsNewEpoch) {
        this.context = context;
        this.membership = membership;
        this.wantsNewEpoch = wantsNewEpoch;
        this.proposer = context.random().nextLong();
    }

    /** Begins; ends with the loop. */
    public void start() {
        context.loop().schedule(jittered(context.settings().tick()), this::tick);
        context.loop().schedule(jittered(context.settings().tick().dividedBy(HASTE)), this::finish);
    }

    private Duration jittered(Duration interval) {
        return interval.plusMillis(context.random().nextLong(interval.toMillis() / 4 + 1));
    }

    private void tick() {
        context.loop().schedule(jittered(context.settings().tick()), this::tick);
        Optional<Formation> formation = membership.formation();
        if (formation.isPresent()) {
            propose(formation.get().replicationFactor(), conditions());
        }
    }

    private void propose(int replicationFactor, Map<Member, Condition> conditions) {
        NextMembers rule = new NextMembers(replicationFactor, conditions);
        List<Slot> served = context.table().served();
        wishes.keySet().removeIf(slot -> context.table().state(slot).filter(SlotState::isActive).isEmpty());
        Map<SlotChange, List<Slot>> due = new LinkedHashMap<>();
        for (Slot slot : served) {
            Configuration current = context.table().configuration(slot).orElseThrow();
            Optional<List<Member>> next = rule.after(current, context.table().slots().point(slot).nearestFirst())
                    .or(() -> rule.again(current).filter(_ -> wantsNewEpoch.test(slot)));
            if (next.isEmpty()) {
                wishes.remove(slot);
            } else if (isDue(slot, current, next.get())) {
                due.computeIfAbsent(change(current.members(), next.get(), conditions), _ -> new ArrayList<>())
                        .add(slot);
            }
        }
        waiting.clear();
        due.forEach((change, slots) -> batches(slots)
                .forEach(batch -> waiting.add(new Batch(change.of(batch), reason(change, conditions)))));
        next();
    }

    private static SlotChange change(List<Member> present, List<Member> next, Map<Member, Condition> conditions) {
        Set<Member> staying = present.stream().filter(next::contains)
                .filter(member -> conditions.get(member) != Condition.LOST).collect(Collectors.toSet());
        return new SlotChange(List.of(), present, next, staying);
    }

    private static ChangeReason reason(SlotChange change, Map<Member, Condition> conditions) {
        if (change.next().equals(change.present())) {
            return ChangeReason.TOMBSTONES;
        }
        List<Condition> going = change.present().stream().filter(member -> !change.next().contains(member))
                .map(member -> conditions.getOrDefault(member, Condition.SUSPECT)).toList();
        if (going.contains(Condition.LOST)) {
            return ChangeReason.LOSS;
        }
        return going.contains(Condition.LEAVING) ? ChangeReason.DRAIN : ChangeReason.JOIN;
    }

    private static List<List<Slot>> batches(List<Slot> slots) {
        List<List<Slot>> batches = new ArrayList<>();
        for (int from = 0; from < slots.size(); from += SlotChange.MAX_SLOTS) {
            batches.add(slots.subList(from, Math.min(slots.size(), from + SlotChange.MAX_SLOTS)));
        }
        return batches;
    }

    /** Whether this node has wanted the same members for so many ticks that it is this node's turn. */
    private boolean isDue(Slot slot, Configuration current, List<Member> next) {
        Wish wish = wishes.computeIfAbsent(slot, _ -> new Wish());
        wish.ticks = wish.next.equals(next) ? wish.ticks + 1 : 0;
        wish.next = next;
        wish.pause--;
        return !busy.contains(slot) && wish.pause <= 0 && wish.ticks > rank(current);
    }

    /** How many ticks this node waits: the number of members before it that are not suspect. */
    private int rank(Configuration current) {
        int own = current.members().indexOf(context.self());
        return (int) current.members().stream().limit(Math.max(0, own))
                .filter(member -> !membership.isSuspect(member.node())).count();
    }

    private void finish() {
        context.loop().schedule(jittered(context.settings().tick().dividedBy(HASTE)), this::finish);
        Map<SlotChange, List<Slot>> undecided = new LinkedHashMap<>();
        for (Slot slot : context.table().which(SlotState::isUndecided)) {
            SlotState state = context.table().state(slot).orElseThrow();
            Decree accepted = state.accepted();
            if (accepted != null && !Decree.isOfRecovery(accepted.ballot()) && !busy.contains(slot)) {
                undecided.computeIfAbsent(
                        new SlotChange(List.of(), state.current().members(), accepted.members(), Set.of()),
                        _ -> new ArrayList<>()).add(slot);
            }
        }
        undecided.forEach((change, slots) -> batches(slots)
                .forEach(batch -> waiting.addFirst(new Batch(change.of(batch), ChangeReason.UNDECIDED))));
        next();
    }

    /**
     * Starts waiting batches up to the bound. The others wait until a run ends, or until the next tick replaces them.
     */
    private void next() {
        while (!waiting.isEmpty() && mayRun(waiting.getFirst())) {
            Batch batch = waiting.remove();
            List<Slot> free = batch.change().slots().stream().filter(slot -> !busy.contains(slot)).toList();
            if (!free.isEmpty()) {
                run(batch.change().of(free), batch.reason());
            }
        }
    }

    /**
     * A batch of undecided slots does not wait for the takeover of another batch: this node only has to have them
     * decided.
     */
    private boolean mayRun(Batch batch) {
        return running + (batch.reason() == ChangeReason.UNDECIDED ? 0 : activating) < MAX_RUNNING;
    }

    private void run(SlotChange change, ChangeReason reason) {
        running++;
        busy.addAll(change.slots());
        Duration began = context.loop().uptime();
        ChangeRun batch = new ChangeRun(context, change, proposer, decided -> {
            running--;
            change.slots().forEach(busy::remove);
            ended(change, reason, decided, context.loop().uptime().minus(began));
            awaitActivation(decided);
        });
        if (reason == ChangeReason.UNDECIDED) {
            batch.decide();
        } else {
            batch.start();
        }
    }

    private void awaitActivation(List<SlotSuccession> decided) {
        activating++;
        new ActivationWait(context, decided, () -> {
            activating--;
            context.loop().execute(this::next);
        }).start();
        context.loop().execute(this::next);
    }

    private void ended(SlotChange change, ChangeReason reason, List<SlotSuccession> decided, Duration elapsed) {
        context.events().accept(new NodeEvent.Reconfigured(reason, change.slots().size(), decided.size(), elapsed));
        List<Slot> moved = decided.stream().map(SlotSuccession::slot).toList();
        for (Slot slot : change.slots()) {
            Wish wish = wishes.get(slot);
            if (wish != null && !moved.contains(slot)) {
                wish.failures = Math.min(wish.failures + 1, MAX_FAILURES);
                wish.pause = 1 << wish.failures;
            } else {
                wishes.remove(slot);
            }
        }
        if (!decided.isEmpty()) {
            LOG.info("slots reconfigured slots={} of {} reason={} from={} to={} millis={}", decided.size(),
                    change.slots().size(), reason, names(change.present()), names(change.next()), elapsed.toMillis());
        }
    }

    private List<String> names(List<Member> members) {
        return members.stream().map(member -> member.equals(context.self())
                ? membership.introduction().nodeName()
                : membership.peer(member.node()).map(Peer::name).orElseGet(() -> member.node().shortHex())).toList();
    }

    private Map<Member, Condition> conditions() {
        Map<Member, Condition> conditions = new HashMap<>();
        NodeState own = membership.introduction().state();
        conditions.put(context.self(), own == NodeState.ACTIVE ? Condition.READY : Condition.LEAVING);
        for (Peer peer : membership.peers()) {
            condition(peer).ifPresent(condition -> conditions.put(peer.asMember(), condition));
        }
        Set<Member> members = new LinkedHashSet<>();
        context.table().served().forEach(slot -> members
                .addAll(context.table().configuration(slot).orElseThrow().members()));
        members.removeAll(conditions.keySet());
        unknownSince.keySet().retainAll(members.stream().map(Member::node).toList());
        members.forEach(member -> conditions.put(member, condition(member)));
        return conditions;
    }

    private Optional<Condition> condition(Peer peer) {
        if (peer.isSuspect()) {
            boolean isLost = membership.now().since(peer.lastHeard()).compareTo(context.settings().replaceAfter()) > 0;
            return Optional.of(isLost ? Condition.LOST : Condition.SUSPECT);
        }
        return switch (peer.introduction().state()) {
            case ACTIVE -> Optional.of(Condition.READY);
            case DRAINING, GONE -> Optional.of(Condition.LEAVING);
            case JOINING, SUSPECT -> Optional.empty();
        };
    }

    /**
     * The condition of a member that is not known to be ready: its node is unknown, is joining, or has another disk.
     */
    private Condition condition(Member member) {
        Optional<Peer> peer = membership.peer(member.node());
        boolean hasOtherDisk = peer.filter(known -> !known.isSuspect() && !known.asMember().equals(member)).isPresent()
                || member.node().equals(context.self().node());
        if (hasOtherDisk) {
            return Condition.LOST;
        }
        Duration now = context.loop().uptime();
        Duration unknown = now.minus(unknownSince.computeIfAbsent(member.node(), _ -> now));
        return unknown.compareTo(context.settings().replaceAfter()) > 0 ? Condition.LOST : Condition.SUSPECT;
    }
}
