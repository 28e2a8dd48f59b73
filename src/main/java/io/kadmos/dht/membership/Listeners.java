package io.kadmos.dht.membership;

import java.util.function.Consumer;

import io.kadmos.dht.record.Formation;

/**
 * Who acts on what membership finds out; told on the loop.
 *
 * @param formed once: how the cluster began is known and durable; this node is a member of it or not
 * @param conflict with the explanation: another cluster has the same name
 * @param entered another node as it is known now: it was met, or is in another state than before
 */
public record Listeners(Consumer<Formation> formed, Consumer<String> conflict, Consumer<Peer> entered) {

    /** Of a membership that has not started. */
    static final Listeners NONE = new Listeners(formation -> {}, explanation -> {}, peer -> {});
}
