package io.kadmos.dht.membership;

import java.util.function.Consumer;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.record.Formation;

/**
 * Who is told by membership, on the loop.
 *
 * @param formed once: how the cluster began is known and durable; this node is a member of it or not
 * @param conflict fatal, with the explanation: another cluster has the same name
 */
public record Listeners(Consumer<Formation> formed, Consumer<String> conflict, Consumer<NodeEvent> events) {}
