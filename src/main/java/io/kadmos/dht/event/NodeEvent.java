package io.kadmos.dht.event;

import java.time.Duration;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.NodeState;
import io.kadmos.dht.record.TraceContext;

/**
 * Something that happened in a node. The node tells it once to its listeners, on its event loop. An event is cheap to
 * make: it names things by type and number, and never carries a value or a whole key.
 */
public sealed interface NodeEvent {

    /** This node entered another state. The reason is one of the stable codes of readiness. */
    record StateEntered(NodeState state, String reason) implements NodeEvent {}

    /**
     * This node knows durably how the cluster began (protocol.md §9).
     *
     * @param founders the number of initial members, which may be others than the nodes of today
     */
    record FormationAdopted(Id clusterId, int founders) implements NodeEvent {}

    /** This node learned that another node is in a state. */
    record PeerEntered(Id peer, String name, NodeState state) implements NodeEvent {}

    /** This node sent a datagram of this size. */
    record DatagramSent(int bytes) implements NodeEvent {}

    /** An authentic datagram of this size arrived. */
    record DatagramReceived(int bytes) implements NodeEvent {}

    /** This node dropped a datagram, or the rest of one. */
    record DatagramDropped(DropReason reason) implements NodeEvent {}

    /** A request of this node to another node ended. */
    record CallEnded(String type, CallEnd end, Duration elapsed) implements NodeEvent {}

    /** This node sent a request again because the answer was late (protocol.md W9). */
    record Retransmitted() implements NodeEvent {}

    /** This node answered a request of another node. */
    record RequestServed(String type, Duration elapsed) implements NodeEvent {}

    /**
     * This node answered a request of another node that belongs to a traced request of a client. Told in addition to
     * {@link RequestServed}.
     *
     * @param answer the type of the answer
     */
    record TracedRequestServed(TraceContext trace, Contact caller, String type, String answer, Duration elapsed)
            implements
                NodeEvent {}

    /** A lookup of this node ended after this many hops. */
    record LookupEnded(int hops, Duration elapsed) implements NodeEvent {}

    /** A round of an operation on a key ended at this gateway (protocol.md §4). */
    record RoundEnded(Phase phase, RoundEnd end) implements NodeEvent {}

    /** A record on this disk failed its checksum. This node repairs it from the other replicas (protocol.md R14). */
    record RecordDamaged(int slot) implements NodeEvent {}

    /**
     * A change of a batch of slots ended (protocol.md §5).
     *
     * @param slots how many slots were to get next members
     * @param decided how many of these slots got them
     */
    record Reconfigured(ChangeReason reason, int slots, int decided, Duration elapsed) implements NodeEvent {}

    /**
     * Rows of a slot came from another node or went to one, because the members of the slot change (protocol.md §6).
     */
    record RowsMoved(int slot, Direction direction, int rows, long bytes) implements NodeEvent {}

    /** This node answers for a slot in a new epoch. */
    record SlotActivated(int slot) implements NodeEvent {}

    /**
     * Another node saw a later state of this node's disk: the disk was put back. The cluster does not believe it any
     * more (protocol.md §7).
     */
    record DiskRolledBack() implements NodeEvent {}

    /** A handler or a task threw, which is a bug. The operation ended; the node continues. */
    record BugCaught(String where) implements NodeEvent {}

    /** Why this node dropped a datagram. */
    enum DropReason {
        TOO_SHORT, UNKNOWN_WIRE_VERSION, UNKNOWN_KEY, NOT_AUTHENTIC, REPLAYED, UNADDRESSED, MALFORMED, OVERLOAD
    }

    /** How a call ended. */
    enum CallEnd {
        ANSWERED, TIMED_OUT, REFUSED
    }

    /** What a round asks the members. */
    enum Phase {
        QUERY, PREPARE, ACCEPT
    }

    /** How a round ended. */
    enum RoundEnd {
        /** A quorum agreed, promised or accepted. */
        SUCCEEDED,
        /** A quorum answered a query, but the answers do not agree (protocol.md R8). */
        DISAGREED,
        /** No quorum formed: members were silent, or refused because they had promised a greater ballot. */
        FAILED,
        /** The slot has newer members. */
        MOVED
    }

    /** The direction of a transfer, as this node sees it. */
    enum Direction {
        SENT, RECEIVED
    }

    /** Why slots get next members. */
    enum ChangeReason {
        /** A nearer node joined. */
        JOIN,
        /** A member drains. */
        DRAIN,
        /** A member or its disk is lost. */
        LOSS,
        /** The same members begin a new epoch in order to drop tombstones (protocol.md G4). */
        TOMBSTONES,
        /** Another proposer began a change and did not finish it. */
        UNDECIDED
    }
}
