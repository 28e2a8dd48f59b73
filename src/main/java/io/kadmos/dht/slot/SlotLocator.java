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
 * Finds out who is responsible for a slot when those who were do not answer: a lookup towards the slot's point, on
 * whose way somebody knows better. One lookup for a slot at a time.
 */
public final class SlotLocator {

    private final SlotTable table;
    private final Membership membership;
    /** Asked for membership only, never iterated. */
    private final Set<Slot> underWay = new HashSet<>();

    /** A locator over the lookups of a node. */
    public SlotLocator(SlotTable table, Membership membership) {
        this.table = table;
        this.membership = membership;
    }

    /** Begins to answer. */
    public void register(HandlerRegistry server) {
        server.on(FindSlot.class, (request, caller, answer) -> answer.accept(find(request.slot())));
    }

    /** Looks a slot up; whatever comes of it is in the table afterwards. */
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
