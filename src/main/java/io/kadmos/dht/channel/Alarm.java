package io.kadmos.dht.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.runtime.EventLoop;

/**
 * One timer of the loop for the earliest of many due times. It may ring too early, when what it was set for is gone:
 * whoever is woken looks at what is due and sets it again.
 */
public final class Alarm {

    private final EventLoop loop;
    private final Runnable wake;
    private EventLoop.@Nullable Timer timer;
    private long dueNanos;

    /** An alarm that is not set. */
    public Alarm(EventLoop loop, Runnable wake) {
        this.loop = loop;
        this.wake = wake;
    }

    /** Rings at this uptime at the latest; an earlier setting stays. */
    public void ringBy(long uptimeNanos, long nowNanos) {
        if (timer != null && dueNanos <= uptimeNanos) {
            return;
        }
        cancel();
        dueNanos = uptimeNanos;
        timer = loop.schedule(Duration.ofNanos(Math.max(0, uptimeNanos - nowNanos)), this::ring);
    }

    /** Rings no more. */
    public void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void ring() {
        timer = null;
        wake.run();
    }
}
