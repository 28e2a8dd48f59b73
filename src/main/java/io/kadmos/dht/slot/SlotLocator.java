package io.kadmos.dht.slot;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.lookup.ConfigurationQuestion;
import io.kadmos.dht.lookup.LookupTrace;
import io.kadmos.dht.membership.Membership;
import io.kadmos.dht.message.Request.FindSlot;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotState;
import io.kadmos.dht.rpc.HandlerRegistry;

/**
 * Finds a newer configuration of a slot when the members that this node knows do not answer. It runs a lookup towards
 * the slot's point; each node on the way tells the newest succession that it knows (protocol.md §11). At most one
 * lookup runs for a slot at a time. Event loop only.
 */
public final class SlotLocator {

    private final SlotTable table;
    private final Membership membership;
    /** Asked for membership only, never iterated. */
    private final Set<Slot> underWay = new HashSet<>();

    /** A locator that uses the lookups of this node. */
    public SlotLocator(SlotTable table, Membership membership) {
        this.table = table;
        this.membership = membership;
    }

    /** Begins to answer the questions of other nodes. */
    public void register(HandlerRegistry server) {
        server.on(FindSlot.class, (request, caller, answer) -> answer.accept(find(request.slot())));
    }

    /** Starts a lookup of a slot, unless one runs. If it finds a newer succession, the table takes it. */
    public void locate(Slot slot) {
        if (underWay.add(slot)) {
            ConfigurationQuestion question = new ConfigurationQuestion(slot, table.slots().point(slot));
            membership.lookups().find(question, LookupTrace.NONE, (result, found) -> {
                underWay.remove(slot);
                found.ifPresent(succession -> table.learn(slot, succession));
            });
        }
    }

    private Response find(Slot slot) {
        List<Contact> closest = table.slots().contains(slot)
                ? membership.closest(table.slots().point(slot), Response.MAX_CONTACTS)
                : List.of();
        return new Response.SlotFound(table.state(slot).map(SlotState::succession).orElse(null), closest);
    }
}
