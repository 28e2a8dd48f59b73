package io.kadmos.dht.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.runtime.EventLoop;

/**
 * One timer of the event loop for the earliest of many due times. The alarm may ring although nothing is due any more:
 * its owner looks at what is due and sets the alarm again. Event loop only.
 */
public final class Alarm {

    private final EventLoop loop;
    private final Runnable wake;
    private EventLoop.@Nullable Timer timer;
    private long dueNanos;

    /** An alarm that is not set. It runs {@code wake} each time it rings. */
    public Alarm(EventLoop loop, Runnable wake) {
        this.loop = loop;
        this.wake = wake;
    }

    /** Sets the alarm to ring at this uptime, unless it is set to ring earlier. */
    public void ringBy(long uptimeNanos, long nowNanos) {
        if (timer != null && dueNanos <= uptimeNanos) {
            return;
        }
        cancel();
        dueNanos = uptimeNanos;
        timer = loop.schedule(Duration.ofNanos(Math.max(0, uptimeNanos - nowNanos)), this::ring);
    }

    /** Unsets the alarm. */
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
