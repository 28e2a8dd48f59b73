package io.kadmos.dht.lookup;

import java.util.Optional;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.Succession;

/**
 * Asks for the configuration of a slot on the way to the point of the slot. The configuration of the highest epoch wins
 * (protocol.md W13, C8).
 *
 * @param target the point of the slot
 */
public record ConfigurationQuestion(Slot slot, Id target) implements Question<Succession> {

    @Override
    public Request request() {
        return new Request.FindSlot(slot);
    }

    @Override
    public Optional<Reply<Succession>> read(Response response) {
        return response instanceof Response.SlotFound(var succession, var closest)
                ? Optional.of(new Reply<>(closest, succession))
                : Optional.empty();
    }

    @Override
    public Succession better(Succession one, Succession other) {
        return other.isNewerThan(one) ? other : one;
    }
}
