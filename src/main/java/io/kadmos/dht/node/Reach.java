package io.kadmos.dht.node;

/**
 * How many slots this node reaches: a quorum of their members is alive, as far as this node knows.
 *
 * @param slots how many
 * @param total of how many known slots
 */
record Reach(int slots, int total) {

    /** Whether this node reaches more than half of the slots. */
    boolean isSufficient() {
        return 2 * slots > total;
    }
}
