package io.kadmos.dht.register.upkeep;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Request.CompareSlots;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.message.SlotDigest;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.NodeState;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.register.gateway.PreferredMembers;
import io.kadmos.dht.register.gateway.RegisterClient;
import io.kadmos.dht.register.replica.ReplicaContext;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.runtime.EventLoop;

/**
 * Brings this replica up to what the other members of its slots hold (protocol.md R16). It asks one member after the
 * other which of their common slots differ, 512 digests a question. When 64 slots or more differ, or all were asked
 * about, it pulls them from that member. So a write that two of three members acknowledged reaches the third. Every
 * member repairs itself, so pulling is enough. Event loop only.
 */
public final class Repair {

    /** Digests in one question, so that the question stays small. */
    private static final int DIGESTS_PER_QUESTION = 512;
    /** How many differing slots are enough for one comparison; the next one finds the rest. */
    private static final int SLOTS_PER_ROUND = 64;

    private final ReplicaContext replica;
    private final PreferredMembers members;
    private final RegisterClient registers;
    private final EventLoop loop;
    private final RandomGenerator random;
    private final Duration interval;
    private final Queue<Member> waiting = new ArrayDeque<>();

    /**
     * A repair that pauses before each comparison for {@code interval} divided by the number of members that are still
     * to be compared in this turn, give or take half.
     */
    public Repair(ReplicaContext replica, PreferredMembers members, RegisterClient registers, EventLoop loop,
            RandomGenerator random,
            Duration interval) {
        this.replica = replica;
        this.members = members;
        this.registers = registers;
        this.loop = loop;
        this.random = random;
        this.interval = interval;
    }

    /** Begins to compare, until the loop ends. */
    public void start() {
        Duration pause = interval.dividedBy(Math.max(1, waiting.size()));
        loop.schedule(pause.dividedBy(2).plusMillis(random.nextLong(pause.toMillis() + 1)), this::next);
    }

    /**
     * Another node entered a state. An active node may have come back and know what this node missed, so this replica
     * compares itself with that node at once.
     */
    public void entered(Id node, NodeState state) {
        if (state == NodeState.ACTIVE) {
            neighbours().keySet().stream().filter(member -> member.node().equals(node)).forEach(this::compare);
        }
    }

    private void next() {
        if (waiting.isEmpty()) {
            waiting.addAll(neighbours().keySet());
        }
        Member member = waiting.poll();
        if (member != null) {
            compare(member);
        }
        start();
    }

    /** The other members of the slots that this node serves, each with the slots that it shares with this node. */
    private Map<Member, List<SlotEpoch>> neighbours() {
        Map<Member, List<SlotEpoch>> neighbours = new TreeMap<>(
                Comparator.comparing(Member::node).thenComparing(Member::disk));
        for (Slot slot : replica.slots().served()) {
            Configuration configuration = replica.slots().configuration(slot).orElseThrow();
            for (Member member : configuration.members()) {
                if (!member.equals(replica.self())) {
                    neighbours.computeIfAbsent(member, _ -> new ArrayList<>())
                            .add(new SlotEpoch(slot, configuration.epoch()));
                }
            }
        }
        return neighbours;
    }

    private void compare(Member member) {
        List<SlotEpoch> shared = neighbours().getOrDefault(member, List.of());
        compare(member, shared, new ArrayList<>());
    }

    private void compare(Member member, List<SlotEpoch> shared, List<SlotEpoch> differing) {
        if (shared.isEmpty() || differing.size() >= SLOTS_PER_ROUND) {
            pullSlots(member, new ArrayDeque<>(differing));
            return;
        }
        List<SlotEpoch> now = shared.subList(0, Math.min(DIGESTS_PER_QUESTION, shared.size()));
        List<SlotDigest> digests = now.stream()
                .map(where -> new SlotDigest(where, replica.rows().digest(where.slot()))).toList();
        members.ask(member, new CompareSlots(digests), SlotPull.CALL, result -> {
            if (result instanceof CallResult.Answered(Response.DifferingSlots(var slots), _)) {
                now.stream().filter(where -> slots.contains(where.slot())).forEach(differing::add);
                compare(member, shared.subList(now.size(), shared.size()), differing);
            }
        });
    }

    private void pullSlots(Member member, Queue<SlotEpoch> differing) {
        SlotEpoch where = differing.poll();
        if (where != null) {
            new SlotPull(replica, members, registers, loop, member, where).start(() -> pullSlots(member, differing));
        }
    }
}
