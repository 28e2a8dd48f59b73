package io.kadmos.dht.event;

import java.time.Duration;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.NodeState;
import io.kadmos.dht.record.TraceContext;

/**
 * Something that happened in a node, told once, on its event loop, to whoever listens. Cheap to make: an event names
 * things by type and number, and never carries a value or a whole key.
 */
public sealed interface NodeEvent {

    /** This node entered another state; the reason is one of the stable codes of readiness. */
    record StateEntered(NodeState state, String reason) implements NodeEvent {}

    /** The cluster's beginning is known here and durable; the founders may be others than its nodes of today. */
    record FormationAdopted(Id clusterId, int founders) implements NodeEvent {}

    /** Another node is known to be in this state. */
    record PeerEntered(Id peer, String name, NodeState state) implements NodeEvent {}

    /** A datagram left. */
    record DatagramSent(int bytes) implements NodeEvent {}

    /** An authentic datagram arrived. */
    record DatagramReceived(int bytes) implements NodeEvent {}

    /** A datagram, or the rest of one, was thrown away. */
    record DatagramDropped(DropReason reason) implements NodeEvent {}

    /** A request to another node ended. */
    record CallEnded(String type, CallEnd end, Duration elapsed) implements NodeEvent {}

    /** A request was sent again because its answer was late. */
    record Retransmitted() implements NodeEvent {}

    /** A request of another node was answered. */
    record RequestServed(String type, Duration elapsed) implements NodeEvent {}

    /**
     * The request that was answered belongs to a client's request that others follow; told besides the above.
     *
     * @param answer the type of the answer
     */
    record TracedRequestServed(TraceContext trace, Contact caller, String type, String answer, Duration elapsed)
            implements
                NodeEvent {}

    /** A lookup ended after this many hops. */
    record LookupEnded(int hops, Duration elapsed) implements NodeEvent {}

    /** A round of an operation on a key ended. */
    record RoundEnded(Phase phase, RoundEnd end) implements NodeEvent {}

    /** A record on this disk failed its checksum and is being repaired from the other replicas. */
    record RecordDamaged(int slot) implements NodeEvent {}

    /** A batch of slots was to have other members, and this many of them came to have them. */
    record Reconfigured(ChangeReason reason, int slots, int decided, Duration elapsed) implements NodeEvent {}

    /** Rows of a slot came from another node, or went to one, because its members change. */
    record RowsMoved(int slot, Direction direction, int rows, long bytes) implements NodeEvent {}

    /** This node answers for a slot in a new epoch. */
    record SlotActivated(int slot) implements NodeEvent {}

    /** Another node saw a later state of this node's disk: it was put back. Nothing on it is believed any more. */
    record DiskRolledBack() implements NodeEvent {}

    /** A handler or a task threw: a bug. The operation ended, the node goes on. */
    record BugCaught(String where) implements NodeEvent {}

    /** Why a datagram was thrown away. */
    enum DropReason {
        TOO_SHORT, UNKNOWN_WIRE_VERSION, UNKNOWN_KEY, NOT_AUTHENTIC, REPLAYED, UNADDRESSED, MALFORMED, OVERLOAD
    }

    /** How a call ended. */
    enum CallEnd {
        ANSWERED, TIMED_OUT, REFUSED
    }

    /** What a round asks. */
    enum Phase {
        QUERY, PREPARE, ACCEPT
    }

    /** How a round ended. */
    enum RoundEnd {
        /** A quorum agreed, promised or accepted. */
        SUCCEEDED,
        /** A quorum answered a query, but not alike. */
        UNSETTLED,
        /** No quorum came together: members were silent, or had promised another round. */
        FAILED,
        /** The slot has newer members. */
        MOVED
    }

    /** Which way something goes, as this node sees it. */
    enum Direction {
        SENT, RECEIVED
    }

    /** Why slots are to have other members. */
    enum ChangeReason {
        /** A nearer node has come. */
        JOIN,
        /** A member wants to leave. */
        DRAIN,
        /** A member, or its disk, is gone. */
        LOSS,
        /** The same members begin a new epoch, to be rid of tombstones. */
        TOMBSTONES,
        /** Another proposer began and did not finish. */
        UNDECIDED
    }
}
