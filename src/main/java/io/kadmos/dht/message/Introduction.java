package io.kadmos.dht.message;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.NodeState;

/**
 * How a node describes itself to others. Its node id follows from the cluster's name and the node's name; the receiver
 * checks that this is the id of the datagram's sender. A text that is too long is an {@link IllegalArgumentException}.
 *
 * @param incarnation how many times the node started with this disk, this start included
 * @param advertised the address at which the node wants to be reached
 * @param clusterId the cluster that the node belongs to, or null while the node is blank
 * @param wallMillis the node's time of day, in milliseconds since 1970
 * @param release the version of the node's software, for operators
 */
public record Introduction(String nodeName, DiskId disk, long incarnation, Endpoint advertised, @Nullable Id clusterId,
        NodeState state, long wallMillis, String release) {

    /** The longest node name, in UTF-8 bytes. */
    public static final int MAX_NAME_BYTES = 253;
    /** The longest release text, in UTF-8 bytes. */
    public static final int MAX_RELEASE_BYTES = 63;

    /** Checks the length of both texts, and that everything but the cluster id is there. */
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
