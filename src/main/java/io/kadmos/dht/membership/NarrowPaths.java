package io.kadmos.dht.membership;

import java.util.List;

/**
 * The paths that carry short datagrams and lose the longest ones.
 *
 * @param names the names of the nodes at the other ends, in the order in which their paths were first probed
 * @param areMost whether most of the paths that were probed lately are narrow; then the cause is probably near this
 *     node
 */
public record NarrowPaths(List<String> names, boolean areMost) {

    /** No path is known to be narrow. */
    public static final NarrowPaths NONE = new NarrowPaths(List.of(), false);

    /** Copies the names. */
    public NarrowPaths {
        names = List.copyOf(names);
    }
}
