package io.kadmos.dht.node;

import java.util.random.RandomGenerator;

import io.kadmos.dht.runtime.Disk;
import io.kadmos.dht.runtime.EventLoop;
import io.kadmos.dht.runtime.Seeds;
import io.kadmos.dht.runtime.Transport;

/**
 * The machine that a node runs on.
 *
 * @param random good enough for secrets: the node draws from it what must never repeat
 */
public record NodePorts(EventLoop loop, Transport transport, Disk disk, Seeds seeds, RandomGenerator random) {}
