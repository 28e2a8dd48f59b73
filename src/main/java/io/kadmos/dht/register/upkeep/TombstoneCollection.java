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
 * Drops the tombstones of older epochs from a slot that has been active in a new one for so long that no retry of the
 * delete is to be expected; no clock can be so wrong that it happens earlier. An absent key then counts as accepted at
 * the beginning of the epoch, which beats every straggler, so what was deleted stays deleted. A tombstone of the
 * present epoch is never dropped.
 */
public final class TombstoneCollection {

    private final SlotContext context;
    private final Map<Slot, Duration> activatedAt = new HashMap<>();

    /** Forgets in the rows of this node. */
    public TombstoneCollection(SlotContext context) {
        this.context = context;
    }

    /** Begins to forget what is left of earlier starts; ends with the loop. */
    public void start() {
        context.loop().schedule(context.settings().forgetAfter(), () -> context.table().served().stream()
                .filter(slot -> !activatedAt.containsKey(slot)).forEach(slot -> forgetBehind(slot, null)));
    }

    /** A slot has become active: what is a tombstone of an older epoch now, and still is in a while, goes then. */
    public void activated(Slot slot) {
        Duration now = context.loop().uptime();
        activatedAt.put(slot, now);
        context.loop().schedule(context.settings().forgetAfter(), () -> {
            if (now.equals(activatedAt.get(slot))) {
                forgetBehind(slot, null);
            }
        });
    }

    /** Whether a slot has so many tombstones, or has one for so long, that a new epoch should rid it of them. */
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
