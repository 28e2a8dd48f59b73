package io.kadmos.machine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.runtime.EventLoop;
import io.kadmos.dht.runtime.Seeds;

/**
 * Seeds by host name. A call resolves every name afresh, on a thread that may block, and answers on the loop; calls
 * that come meanwhile share the answer. A name that does not resolve is left out: it may resolve later. Called on the
 * event loop alone.
 */
public final class DnsSeeds implements Seeds {

    private static final Logger LOG = LoggerFactory.getLogger(DnsSeeds.class);

    private final List<SeedAddress> addresses;
    private final EventLoop loop;
    private final List<Consumer<List<Endpoint>>> waiting = new ArrayList<>();

    /** Seeds that are resolved at each call. */
    public DnsSeeds(List<SeedAddress> addresses, EventLoop loop) {
        this.addresses = List.copyOf(addresses);
        this.loop = loop;
    }

    @Override
    public void resolve(Consumer<List<Endpoint>> found) {
        waiting.add(found);
        if (waiting.size() == 1) {
            Thread.ofVirtual().name("seeds").start(() -> {
                List<Endpoint> endpoints = resolveAll();
                loop.execute(() -> answer(endpoints));
            });
        }
    }

    private void answer(List<Endpoint> endpoints) {
        List<Consumer<List<Endpoint>>> answered = List.copyOf(waiting);
        waiting.clear();
        answered.forEach(each -> each.accept(endpoints));
    }

    private List<Endpoint> resolveAll() {
        SequencedSet<Endpoint> endpoints = new LinkedHashSet<>();
        for (SeedAddress each : addresses) {
            try {
                for (InetAddress address : InetAddress.getAllByName(each.host())) {
                    endpoints.add(Endpoint.of(address.getAddress(), each.port()));
                }
            } catch (UnknownHostException e) {
                LOG.debug("seed {} has no address now: {}", each, e.getMessage());
            }
        }
        return List.copyOf(endpoints);
    }
}
