package io.kadmos.dht.membership;

import java.util.List;

/**
 * The paths on which short datagrams pass and the longest do not.
 *
 * @param names of the nodes at their other ends, in the order of the first misses
 * @param areMost whether most of the paths that were tried lately are narrow: then the trouble is near this node
 */
public record NarrowPaths(List<String> names, boolean areMost) {

    /** Everything passes everywhere, as far as it is known. */
    public static final NarrowPaths NONE = new NarrowPaths(List.of(), false);

    /** Copies the names. */
    public NarrowPaths {
        names = List.copyOf(names);
    }
}
