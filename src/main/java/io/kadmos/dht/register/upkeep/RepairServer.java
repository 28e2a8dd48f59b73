package io.kadmos.dht.register.upkeep;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.message.Request.CompareSlots;
import io.kadmos.dht.message.Request.ListRows;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.message.Response.Busy;
import io.kadmos.dht.message.Response.DifferingSlots;
import io.kadmos.dht.message.Response.Refusal;
import io.kadmos.dht.message.Response.Rows;
import io.kadmos.dht.message.RowDigest;
import io.kadmos.dht.message.SlotDigest;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.register.replica.ReplicaContext;
import io.kadmos.dht.rpc.HandlerRegistry;
import io.kadmos.dht.storage.Listing;

/**
 * Tells other members which of their slots differ from the rows of this replica, and which rows it holds
 * (protocol.md R16, R17). Where this replica does not serve a slot in the epoch of the question (protocol.md C3), it
 * leaves the slot out of a comparison and refuses a listing. Event loop only; 128 rows an answer.
 */
public final class RepairServer {

    private final ReplicaContext replica;

    /** A server that answers nothing before {@link #register}. */
    public RepairServer(ReplicaContext replica) {
        this.replica = replica;
    }

    /** Registers the two handlers. */
    public void register(HandlerRegistry server) {
        server.on(CompareSlots.class, (request, caller, answer) -> answer.accept(compare(request)));
        server.on(ListRows.class, (request, caller, answer) -> list(request, answer));
    }

    private Response compare(CompareSlots request) {
        List<Slot> differing = request.digests().stream().filter(this::differs)
                .map(digest -> digest.where().slot()).toList();
        return new DifferingSlots(differing);
    }

    private boolean differs(SlotDigest digest) {
        return replica.slots().refusal(digest.where()).isEmpty()
                && replica.rows().digest(digest.where().slot()) != digest.digest();
    }

    private void list(ListRows request, Consumer<Response> answer) {
        Optional<Refusal> refusal = replica.slots().refusal(request.where());
        if (refusal.isPresent()) {
            answer.accept(refusal.get());
            return;
        }
        replica.rows().list(request.where().slot(), request.after(), Rows.MAX_ROWS, found -> {
            answer.accept(found.<Response>map(listing -> rows(listing)).orElse(new Busy()));
        });
    }

    static Rows rows(Listing listing) {
        Stream<RowDigest> sound = listing.items().stream()
                .map(item -> new RowDigest(item.key(), item.record().accepted()));
        Stream<RowDigest> damaged = listing.damaged().stream().map(RowDigest::damaged);
        List<RowDigest> rows = Stream.concat(sound, damaged)
                .sorted(Comparator.comparing(RowDigest::key, Key.BY_ID)).toList();
        return new Rows(rows, listing.more() && !rows.isEmpty());
    }
}
