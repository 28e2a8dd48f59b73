package io.kadmos.dht.message;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.NodeState;

/**
 * Who a node says it is. The node id follows from the cluster's and the node's name, and must agree with the sender of
 * the datagram.
 *
 * @param incarnation counts the starts of this node with this disk
 * @param advertised where the node wants to be reached
 * @param clusterId the cluster it belongs to, or none as long as it is blank
 * @param wallMillis its time of day
 * @param release its version, for people
 */
public record Introduction(String nodeName, DiskId disk, long incarnation, Endpoint advertised, @Nullable Id clusterId,
        NodeState state, long wallMillis, String release) {

    /** The longest node name, in UTF-8 bytes. */
    public static final int MAX_NAME_BYTES = 253;
    /** The longest release text. */
    public static final int MAX_RELEASE_BYTES = 63;

    /** Checks both texts; all but the cluster id is required. */
    public Introduction {
        if (nodeName.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES
                || release.getBytes(StandardCharsets.UTF_8).length > MAX_RELEASE_BYTES) {
            throw new IllegalArgumentException("node name or release is too long: " + nodeName + ", " + release);
        }
        Objects.requireNonNull(disk);
        Objects.requireNonNull(advertised);
        Objects.requireNonNull(state);
    }
}
