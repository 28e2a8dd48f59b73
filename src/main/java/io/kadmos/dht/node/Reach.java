package io.kadmos.dht.node;

/**
 * For how many slots a majority of the members answers this node.
 *
 * @param slots that many
 * @param total out of so many
 */
record Reach(int slots, int total) {

    /** Whether most of what clients ask for can be answered. */
    boolean isSufficient() {
        return 2 * slots > total;
    }
}
