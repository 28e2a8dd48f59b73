package io.kadmos.dht.membership;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Introduction;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.NodeState;

/**
 * What does not change about this node while it runs. An immutable value, safe on any thread.
 *
 * @param asMember this node with its disk
 * @param incarnation how many times the node started with this disk, this start included
 * @param advertised the address at which the node wants to be reached
 * @param release the version of the node's software, for operators
 */
public record LocalNode(String clusterName, String nodeName, Member asMember, long incarnation, Endpoint advertised,
        String release) {

    /** A node whose id follows from the names of cluster and node. */
    public LocalNode(String clusterName, String nodeName, DiskId disk, long incarnation, Endpoint advertised,
            String release) {
        this(clusterName, nodeName, new Member(Id.ofNode(clusterName, nodeName), disk), incarnation, advertised,
                release);
    }

    /** The id of this node. */
    public Id id() {
        return asMember.node();
    }

    /** The disk of this node. */
    public DiskId disk() {
        return asMember.disk();
    }

    /** The id of a node of this cluster, by its name. */
    public Id idOf(String otherName) {
        return Id.ofNode(clusterName, otherName);
    }

    /** This node at its advertised address. */
    public Contact contact() {
        return new Contact(id(), advertised);
    }

    /** How this node introduces itself at this moment. */
    Introduction introduction(@Nullable Id clusterId, NodeState state, Instant wallTime) {
        return new Introduction(nodeName, disk(), incarnation, advertised, clusterId, state, wallTime.toEpochMilli(),
                release);
    }
}
