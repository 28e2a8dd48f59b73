package io.kadmos.dht.membership;

import java.util.function.Consumer;

import io.kadmos.dht.record.Formation;

/**
 * Callbacks for what membership finds out. {@link Membership} calls them on the event loop.
 *
 * @param formed called once, with the formation that this node knows and that is durable here; the node may be no
 *     member of it
 * @param conflict called with an explanation for operators when a node of another cluster with the same name is met
 * @param entered called with another node that was met or is in another state than before
 */
public record Listeners(Consumer<Formation> formed, Consumer<String> conflict, Consumer<Peer> entered) {

    /** The listeners of a membership that has not started: they do nothing. */
    static final Listeners NONE = new Listeners(formation -> {}, explanation -> {}, peer -> {});
}
