package io.kadmos.dht.register.upkeep;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.Outline;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotState;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.slot.SlotContext;
import io.kadmos.dht.storage.Listing;

/**
 * Drops tombstones of older epochs from a slot that this node has served for {@code forget-after} in its present epoch
 * (protocol.md G1 to G4). By then no retry of the delete is to be expected. The time is measured on the clock of
 * uptime, which no step of a wall clock shortens. An absent key counts as accepted at the floor of the epoch, which
 * beats every straggler, so a deleted value stays deleted. A tombstone of the present epoch is never dropped. Event
 * loop only.
 */
public final class TombstoneCollection {

    private final SlotContext context;
    private final Map<Slot, Duration> activatedAt = new HashMap<>();

    /** Collects in the rows of this node. */
    public TombstoneCollection(SlotContext context) {
        this.context = context;
    }

    /**
     * Collects, after {@code forget-after}, in the slots that earlier starts of this node made active. Nothing more
     * happens once the loop has ended.
     */
    public void start() {
        context.loop().schedule(context.settings().forgetAfter(), () -> context.table().served().stream()
                .filter(slot -> !activatedAt.containsKey(slot)).forEach(slot -> forgetBehind(slot, null)));
    }

    /** A slot has become active. Its tombstones of older epochs are dropped after {@code forget-after}. */
    public void activated(Slot slot) {
        Duration now = context.loop().uptime();
        activatedAt.put(slot, now);
        context.loop().schedule(context.settings().forgetAfter(), () -> {
            if (now.equals(activatedAt.get(slot))) {
                forgetBehind(slot, null);
            }
        });
    }

    /**
     * Whether a slot should begin a new epoch to get rid of its tombstones: it has been active for
     * {@code forget-after}, and it has more tombstones than the limit, or any after {@code renew-after}.
     */
    public boolean wantsNewEpoch(Slot slot) {
        int tombstones = context.rows().tombstones(slot);
        Duration active = context.loop().uptime().minus(activatedAt.getOrDefault(slot, Duration.ZERO));
        boolean isLongActive = active.compareTo(context.settings().forgetAfter()) > 0;
        boolean isOld = active.compareTo(context.settings().renewAfter()) > 0;
        return isLongActive && (tombstones > context.settings().tombstoneLimit() || (isOld && tombstones > 0));
    }

    private void forgetBehind(Slot slot, @Nullable Key after) {
        context.rows().list(slot, after, Response.Rows.MAX_ROWS, found -> {
            Listing listing = found.orElse(Listing.NOTHING);
            listing.items().stream().filter(item -> isForgettable(slot, item.record()))
                    .forEach(item -> forget(slot, item.key()));
            if (listing.more()) {
                context.loop().execute(() -> forgetBehind(slot, listing.last()));
            }
        });
    }

    private void forget(Slot slot, Key key) {
        context.rows().load(slot, key, row -> {
            boolean isStill = !row.isDamaged()
                    && row.record().filter(record -> isForgettable(slot, record)).isPresent();
            if (isStill) {
                context.rows().erase(row);
            }
        });
    }

    private boolean isForgettable(Slot slot, StoredRecord record) {
        Outline outline = record.outline();
        boolean isOfOlderEpoch = context.table().state(slot).filter(SlotState::isActive)
                .filter(state -> Integer.compareUnsigned(outline.accepted().epoch(), state.current().epoch()) < 0)
                .isPresent();
        return outline.tombstone() && isOfOlderEpoch;
    }
}
