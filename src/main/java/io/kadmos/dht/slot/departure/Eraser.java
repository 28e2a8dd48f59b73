package io.kadmos.dht.slot.departure;

import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.ReplicaState;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.slot.SlotContext;
import io.kadmos.dht.storage.Listing;

/**
 * Erases all rows of a slot that this node does not need any more, page by page (protocol.md T10). It checks before
 * every row that the replica is inactive and this node is not a member, and leaves the row otherwise.
 */
final class Eraser {

    private final SlotContext context;
    private final Slot slot;

    Eraser(SlotContext context, Slot slot) {
        this.context = context;
        this.slot = slot;
    }

    void start(Runnable done) {
        eraseBehind(null, done);
    }

    private void eraseBehind(@Nullable Key after, Runnable done) {
        context.rows().list(slot, after, Response.Rows.MAX_ROWS, found -> {
            Listing listing = found.orElse(Listing.NOTHING);
            listing.items().forEach(item -> erase(item.key()));
            listing.damaged().forEach(this::erase);
            if (listing.more()) {
                eraseBehind(listing.last(), done);
            } else {
                done.run();
            }
        });
    }

    private void erase(Key key) {
        context.rows().load(slot, key, row -> {
            boolean isUseless = context.table().state(slot)
                    .filter(state -> state.replica() == ReplicaState.INACTIVE
                            && !state.current().contains(context.self()))
                    .isPresent();
            if (isUseless) {
                context.rows().erase(row);
            }
        });
    }
}
