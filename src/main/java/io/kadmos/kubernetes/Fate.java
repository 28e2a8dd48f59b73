package io.kadmos.kubernetes;

/** What becomes of a pod that Kubernetes stops. */
public sealed interface Fate {

    /** Why, as a part of a sentence. */
    String reason();

    /** The pod goes for good: its node must hand over now what only this node has. */
    record Gone(String reason) implements Fate {}

    /** The pod comes back, or no node is left to take over its slots; its volume keeps what it has. */
    record Kept(String reason) implements Fate {}

    /** The API server gave no usable answer. */
    record Unknown(String reason) implements Fate {}
}
