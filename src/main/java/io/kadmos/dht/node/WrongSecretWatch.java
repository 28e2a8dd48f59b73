package io.kadmos.dht.node;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.event.NodeEvent.DropReason;
import io.kadmos.dht.runtime.EventLoop;

/**
 * Remembers whether datagrams arrived lately that another secret sealed, so that the readiness of an isolated node can
 * name that reason. Event loop only.
 */
final class WrongSecretWatch {

    /** A node that another node cannot understand tries again at least this often. */
    private static final Duration LATELY = Duration.ofSeconds(15);

    private final EventLoop loop;
    private @Nullable Duration latest;

    WrongSecretWatch(EventLoop loop) {
        this.loop = loop;
    }

    void rejected(DropReason reason) {
        if (reason == DropReason.UNKNOWN_KEY || reason == DropReason.NOT_AUTHENTIC) {
            latest = loop.uptime();
        }
    }

    boolean hasSeenOneLately() {
        return latest != null && loop.uptime().minus(latest).compareTo(LATELY) < 0;
    }
}
