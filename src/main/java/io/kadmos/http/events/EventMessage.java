package io.kadmos.http.events;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.event.NodeEvent.Direction;
import io.kadmos.http.cluster.ClusterView;
import io.kadmos.http.cluster.NodesView;

/** One message of {@code GET /cluster/events}: the name of its kind, and the content that is written as JSON. */
record EventMessage(String name, Object content) {

    record Snapshot(ClusterView cluster, List<NodesView.Node> nodes) {}

    record Self(String state, String reason) {}

    record Formation(String cluster, int founders) {}

    record Node(String id, String name, String state) {}

    record Reconfiguration(String reason, int slots, int decided, long millis) {}

    record Activation(List<Integer> slots) {}

    record Transfer(String direction, List<Integer> slots, int rows, long bytes) {}

    record Trouble(String kind, String detail) {}

    /** The first message to a follower. */
    static EventMessage snapshot(ClusterView cluster, NodesView nodes) {
        return new EventMessage("snapshot", new Snapshot(cluster, nodes.nodes()));
    }

    /**
     * The messages for some events: one for each event, but one for all activations and one for all transfers in a
     * direction.
     */
    static List<EventMessage> of(List<NodeEvent> events) {
        List<EventMessage> messages = new ArrayList<>();
        TreeSet<Integer> activated = new TreeSet<>();
        Map<Direction, Moved> moved = new EnumMap<>(Direction.class);
        for (NodeEvent event : events) {
            switch (event) {
                case NodeEvent.SlotActivated(int slot) -> activated.add(slot);
                case NodeEvent.RowsMoved rows ->
                    moved.computeIfAbsent(rows.direction(), _ -> new Moved()).add(rows);
                default -> messages.add(single(event)); // the feed passes on rare events only
            }
        }
        moved.forEach((direction, sum) -> messages.add(new EventMessage("transfer",
                new Transfer(word(direction), List.copyOf(sum.slots), sum.rows, sum.bytes))));
        if (!activated.isEmpty()) {
            messages.add(new EventMessage("slots", new Activation(List.copyOf(activated))));
        }
        return messages;
    }

    private static EventMessage single(NodeEvent event) {
        return switch (event) {
            case NodeEvent.StateEntered(var state, var reason) ->
                new EventMessage("self", new Self(word(state), reason));
            case NodeEvent.FormationAdopted(var cluster, var founders) ->
                new EventMessage("formation", new Formation(cluster.hex(), founders));
            case NodeEvent.PeerEntered(var peer, var name, var state) ->
                new EventMessage("node", new Node(peer.hex(), name, word(state)));
            case NodeEvent.Reconfigured(var reason, var slots, var decided, var elapsed) ->
                new EventMessage("reconfiguration",
                        new Reconfiguration(word(reason), slots, decided, elapsed.toMillis()));
            case NodeEvent.RecordDamaged(var slot) -> trouble("damaged-record", "in slot " + slot);
            case NodeEvent.DiskRolledBack() -> trouble("rolled-back", "the disk was put back to an earlier state");
            case NodeEvent.BugCaught(var where) -> trouble("bug", where);
            default -> throw new IllegalArgumentException("too frequent for a follower: " + event);
        };
    }

    private static EventMessage trouble(String kind, String detail) {
        return new EventMessage("trouble", new Trouble(kind, detail));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The rows that moved in one direction. */
    private static final class Moved {

        private final TreeSet<Integer> slots = new TreeSet<>();
        private int rows;
        private long bytes;

        void add(NodeEvent.RowsMoved more) {
            slots.add(more.slot());
            rows += more.rows();
            bytes += more.bytes();
        }
    }
}
