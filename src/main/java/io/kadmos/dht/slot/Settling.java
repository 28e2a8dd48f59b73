package io.kadmos.dht.slot;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotSuccession;

/**
 * Waits until the slots of a batch can be used again, because a quorum of the next members of each is active: so a node
 * does not begin more batches than their members can take over. Ends after five seconds in any case, since one of them
 * may be gone.
 */
final class Settling {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final SlotHost host;
    private final Runnable done;
    private final Duration end;
    private List<SlotSuccession> moving;

    /** Waits for what was decided; {@code done} is told once. */
    Settling(SlotHost host, List<SlotSuccession> decided, Runnable done) {
        this.host = host;
        this.moving = decided;
        this.done = done;
        this.end = host.loop().uptime().plus(PATIENCE);
    }

    void start() {
        if (moving.isEmpty() || host.loop().uptime().compareTo(end) >= 0) {
            done.run();
        } else {
            host.loop().schedule(PAUSE, this::ask);
        }
    }

    private void ask() {
        List<Member> members = moving.stream().flatMap(each -> each.succession().current().members().stream())
                .distinct().toList();
        Successors.ask(host, members, moving, active -> {
            moving = moving.stream().filter(each -> !isUsable(each, active)).toList();
            start();
        });
    }

    private static boolean isUsable(SlotSuccession decided, Map<Slot, Integer> active) {
        return active.getOrDefault(decided.slot(), 0) >= decided.succession().current().quorum();
    }
}
