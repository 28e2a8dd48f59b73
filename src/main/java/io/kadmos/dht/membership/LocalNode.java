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
 * What does not change about this node while it runs.
 *
 * @param asMember this node with this disk
 * @param incarnation counts the starts of this node with this disk
 * @param advertised where it wants to be reached
 * @param release its version, for people
 */
public record LocalNode(String clusterName, String nodeName, Member asMember, long incarnation, Endpoint advertised,
        String release) {

    /** The node with the id that follows from the names. */
    public LocalNode(String clusterName, String nodeName, DiskId disk, long incarnation, Endpoint advertised,
            String release) {
        this(clusterName, nodeName, new Member(Id.ofNode(clusterName, nodeName), disk), incarnation, advertised,
                release);
    }

    /** The id that follows from the names. */
    public Id id() {
        return asMember.node();
    }

    /** Its disk. */
    public DiskId disk() {
        return asMember.disk();
    }

    /** The id of another node of this cluster. */
    public Id idOf(String otherName) {
        return Id.ofNode(clusterName, otherName);
    }

    /** This node where it wants to be reached. */
    public Contact contact() {
        return new Contact(id(), advertised);
    }

    /** What this node says about itself at this moment. */
    Introduction introduction(@Nullable Id clusterId, NodeState state, Instant wallTime) {
        return new Introduction(nodeName, disk(), incarnation, advertised, clusterId, state, wallTime.toEpochMilli(),
                release);
    }
}
