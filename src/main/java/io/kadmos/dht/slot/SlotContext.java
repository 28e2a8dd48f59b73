package io.kadmos.dht.slot;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.quorum.MemberCalls;
import io.kadmos.dht.record.HybridClock;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.runtime.EventLoop;
import io.kadmos.dht.storage.Rows;

/** What the classes of the slot packages share on one node. Event loop only. */
public record SlotContext(SlotTable table, Rows rows, MemberCalls calls, EventLoop loop, RandomGenerator random,
        HybridClock clock, SlotSettings settings, Consumer<NodeEvent> events) {

    /** This node with its disk (protocol.md C2). */
    public Member self() {
        return table.self();
    }
}
