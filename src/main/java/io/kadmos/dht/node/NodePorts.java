package io.kadmos.dht.node;

import java.util.random.RandomGenerator;

import io.kadmos.dht.runtime.Disk;
import io.kadmos.dht.runtime.EventLoop;
import io.kadmos.dht.runtime.Seeds;
import io.kadmos.dht.runtime.Transport;

/**
 * The machine that a node runs on, as ports: time, network, disk, seeds and randomness.
 *
 * @param random good enough for secrets: the node draws keys and ids from it, which must not repeat (protocol.md A6)
 */
public record NodePorts(EventLoop loop, Transport transport, Disk disk, Seeds seeds, RandomGenerator random) {}
