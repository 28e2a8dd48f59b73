package io.kadmos.dht.node;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.membership.LocalNode;
import io.kadmos.dht.membership.Membership;
import io.kadmos.dht.membership.Peer;
import io.kadmos.dht.record.Formation;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.NodeState;
import io.kadmos.dht.slot.SlotTable;

/**
 * Whether this node takes part in its cluster: from the moment when it knows the formation, until it drains or the
 * other nodes contradict its disk (protocol.md F8, B1, B6). Event loop only.
 */
final class Participation {

    private static final Logger LOG = LoggerFactory.getLogger(Participation.class);

    private final LocalNode self;
    private final Membership membership;
    private final SlotTable table;
    private final Consumer<NodeEvent> events;

    Participation(LocalNode self, Membership membership, SlotTable table, Consumer<NodeEvent> events) {
        this.self = self;
        this.membership = membership;
        this.table = table;
        this.events = events;
    }

    /** The formation is known and durable. A node that an operator has told to drain before does not take part. */
    void formed(Formation formation) {
        table.adopt(formation);
        if (membership.introduction().state() == NodeState.JOINING) {
            enter(NodeState.ACTIVE, Readiness.Reason.READY);
        }
        LOG.info("Taking part: cluster={} id={} slots={} of {}", self.clusterName(), formation.clusterId(),
                table.served().size(), formation.slots().count());
    }

    /** Another cluster has the same name. This node goes on; an operator has to act. */
    void conflict(String explanation) {
        LOG.error("{}", explanation);
    }

    /** A member has seen the disk of this node with more edits than it has now. */
    void rolledBack(Member by, long edits) {
        events.accept(new NodeEvent.DiskRolledBack());
        enter(NodeState.JOINING, Readiness.Reason.ROLLED_BACK);
        LOG.error("{} (it had {} edits at the start, node {} saw it with {}: a snapshot was restored, or the log lost"
                + " its end)", ReadinessRule.ROLLED_BACK.message(), table.trust().startedWith(), name(by.node()),
                edits);
    }

    private void enter(NodeState state, Readiness.Reason reason) {
        membership.enter(state);
        events.accept(new NodeEvent.StateEntered(state, reason.code()));
    }

    private String name(Id node) {
        return membership.peer(node).map(Peer::name).orElseGet(node::shortHex);
    }
}
