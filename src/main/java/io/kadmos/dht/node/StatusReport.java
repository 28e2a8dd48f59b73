package io.kadmos.dht.node;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.membership.FormingPlan;
import io.kadmos.dht.membership.LocalNode;
import io.kadmos.dht.membership.Membership;
import io.kadmos.dht.membership.MembershipStatus;
import io.kadmos.dht.membership.Moment;
import io.kadmos.dht.membership.Peer;
import io.kadmos.dht.message.Request.AskRoutingTable;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.quorum.Votes;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.DrainStatus;
import io.kadmos.dht.record.Formation;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.NodeState;
import io.kadmos.dht.record.RoutingReport;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.Version;
import io.kadmos.dht.register.Explanation;
import io.kadmos.dht.routing.BucketView;
import io.kadmos.dht.rpc.HandlerRegistry;
import io.kadmos.dht.rpc.Rpc;
import io.kadmos.dht.slot.SlotTable;
import io.kadmos.dht.storage.Rows;

/** Puts together what the parts of a node know, for operators and for health checks. Event loop only. */
final class StatusReport {

    private final LocalNode self;
    private final FormingPlan plan;
    private final Membership membership;
    private final SlotTable slots;
    private final Rows rows;
    private final SlotParts parts;
    private final Rpc rpc;
    private final WrongSecretWatch wrongSecrets;

    StatusReport(LocalNode self, FormingPlan plan, Membership membership, SlotParts parts, Rpc rpc,
            WrongSecretWatch wrongSecrets) {
        this.self = self;
        this.plan = plan;
        this.membership = membership;
        this.slots = parts.table();
        this.parts = parts;
        this.rows = parts.rows();
        this.rpc = rpc;
        this.wrongSecrets = wrongSecrets;
    }

    /** Registers the handler of requests for the routing table of this node. */
    void register(HandlerRegistry server) {
        server.on(AskRoutingTable.class,
                (request, caller, answer) -> answer.accept(new Response.RoutingTable(routingTable())));
    }

    NodeStatus status() {
        Map<Id, Integer> slotsByNode = new HashMap<>();
        for (Configuration configuration : slots.configurations()) {
            configuration.members().forEach(member -> slotsByNode.merge(member.node(), 1, Integer::sum));
        }
        return new NodeStatus(self.clusterName(), membership.formation().map(Formation::clusterId), self(),
                nodes(slotsByNode), replicationFactor(), slots(),
                new NodeStatus.Transfers(parts.incoming(), parts.outgoing()));
    }

    Measurements measurements() {
        Map<NodeState, Integer> nodes = new EnumMap<>(NodeState.class);
        nodes.merge(state(), 1, Integer::sum);
        membership.peers().forEach(peer -> nodes.merge(peer.state(), 1, Integer::sum));
        Reach reach = reach();
        int held = slots.which(known -> known.current().contains(self.asMember())).size();
        return new Measurements(readiness().reason(), nodes, contacts(), slots(), held, reach.total() - reach.slots(),
                new Measurements.Rows(rows.values(), rows.tombstones(), rows.isFull()),
                membership.status().narrow().names().size(), membership.skew().offset());
    }

    Readiness readiness() {
        if (slots.trust().isRolledBack()) {
            return ReadinessRule.ROLLED_BACK;
        }
        MembershipStatus status = membership.status();
        DrainStatus drain = parts.drain().status();
        Optional<String> departure = Optional.of(drain.detail())
                .filter(detail -> drain.state() != DrainStatus.State.IDLE);
        Readiness judged = ReadinessRule.judge(status, !plan.initialMembers().isEmpty(), reach(), departure,
                wrongSecrets.hasSeenOneLately());
        return judged.reason() == Readiness.Reason.READY && rows.isFull() ? ReadinessRule.DISK_FULL : judged;
    }

    Optional<Placement> placement(Key key, Map<Member, Optional<Version>> versions) {
        Slot slot = slots.slotOf(key);
        return slots.configuration(slot).map(configuration -> {
            Comparator<Id> nearestFirst = slots.slots().point(slot).nearestFirst();
            List<Placement.Replica> replicas = configuration.members().stream()
                    .sorted(Comparator.comparing(Member::node, nearestFirst))
                    .map(member -> replica(key, member, versions.getOrDefault(member, Optional.empty()))).toList();
            return new Placement(key.id(), slot, configuration.epoch(), replicas);
        });
    }

    /** The name of a node; empty if this node does not know it. */
    String name(Id node) {
        return node.equals(self.id()) ? self.nodeName() : membership.peer(node).map(Peer::name).orElse("");
    }

    ReadReport explained(Explanation explanation) {
        Map<Id, String> names = explanation.rounds().stream().flatMap(round -> round.replies().stream())
                .map(reply -> reply.member().node()).distinct()
                .collect(Collectors.toMap(node -> node, this::name));
        return new ReadReport(explanation, names);
    }

    RoutingReport routingTable() {
        Moment now = membership.now();
        List<RoutingReport.Bucket> buckets = membership.routingTable().buckets().stream()
                .map(bucket -> new RoutingReport.Bucket(bucket.prefix(), entries(bucket.contacts()),
                        entries(bucket.replacements()), now.wall().minus(now.uptime().minus(bucket.refreshed()))))
                .toList();
        return new RoutingReport(self.id(), buckets);
    }

    private List<RoutingReport.Entry> entries(List<Contact> contacts) {
        return contacts.stream().map(contact -> {
            Optional<Peer> peer = membership.peer(contact.id());
            return new RoutingReport.Entry(peer.map(Peer::name).orElse(""), contact.id(), contact.endpoint(),
                    peer.map(Peer::state).orElse(NodeState.SUSPECT));
        }).toList();
    }

    private Placement.Replica replica(Key key, Member member, Optional<Version> version) {
        Id id = member.node();
        if (id.equals(self.id())) {
            return new Placement.Replica(self.nodeName(), id, key.id().distanceTo(id), state(), version);
        }
        Optional<Peer> peer = membership.peer(id);
        return new Placement.Replica(peer.map(Peer::name).orElse(""), id, key.id().distanceTo(id),
                peer.map(Peer::state).orElse(NodeState.SUSPECT), version);
    }

    private NodeStatus.Slots slots() {
        List<Configuration> known = slots.configurations();
        int replicas = replicationFactor();
        int incomplete = (int) known.stream().filter(configuration -> alive(configuration) < replicas).count();
        int moving = slots.moving().size();
        return new NodeStatus.Slots(slots.slots().count(), known.size() - moving, moving, incomplete);
    }

    private int replicationFactor() {
        return membership.formation().map(Formation::replicationFactor).orElse(plan.replicationFactor());
    }

    private Measurements.Contacts contacts() {
        List<BucketView> buckets = membership.routingTable().buckets();
        List<Contact> contacts = buckets.stream().flatMap(bucket -> bucket.contacts().stream()).toList();
        int silent = (int) contacts.stream().filter(contact -> membership.isSuspect(contact.id())).count();
        int replacements = buckets.stream().mapToInt(bucket -> bucket.replacements().size()).sum();
        return new Measurements.Contacts(contacts.size() - silent, silent, replacements);
    }

    private Reach reach() {
        List<Configuration> known = slots.configurations();
        long inReach = known.stream()
                .filter(each -> Votes.cast(each, member -> isAlive(member, each)).isWon()).count();
        return new Reach((int) inReach, known.size());
    }

    private long alive(Configuration configuration) {
        return configuration.members().stream().filter(member -> isAlive(member, configuration)).count();
    }

    private boolean isAlive(Member member, Configuration configuration) {
        if (member.equals(self.asMember())) {
            return slots.trust().covers(configuration);
        }
        return membership.peer(member.node())
                .filter(peer -> !peer.isSuspect() && peer.asMember().equals(member)).isPresent();
    }

    private NodeState state() {
        return membership.introduction().state();
    }

    private NodeStatus.Self self() {
        return new NodeStatus.Self(self.nodeName(), self.id(), self.advertised(), state());
    }

    private List<NodeStatus.Peer> nodes(Map<Id, Integer> slotsByNode) {
        List<NodeStatus.Peer> nodes = new ArrayList<>();
        nodes.add(new NodeStatus.Peer(self.nodeName(), self.id(), self.disk(), self.advertised(), state(),
                Optional.empty(), membership.now().wall(), slotsByNode.getOrDefault(self.id(), 0), self.release(),
                true));
        membership.peers().stream().sorted(Comparator.comparing(Peer::id, self.id().nearestFirst()))
                .map(peer -> new NodeStatus.Peer(peer.name(), peer.id(), peer.disk(), peer.contact().endpoint(),
                        peer.state(), Optional.of(rpc.expectedRoundTrip(peer.id())), peer.lastHeard().wall(),
                        slotsByNode.getOrDefault(peer.id(), 0), peer.introduction().release(), false))
                .forEach(nodes::add);
        return nodes;
    }
}
