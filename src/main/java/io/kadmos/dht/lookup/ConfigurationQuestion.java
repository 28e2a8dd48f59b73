package io.kadmos.dht.lookup;

import java.util.Optional;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Slot;

/**
 * Looks for the configuration of a slot on the way to its point; the highest epoch wins.
 *
 * @param target the slot's point
 */
public record ConfigurationQuestion(Slot slot, Id target) implements Question<Configuration> {

    @Override
    public Request request() {
        return new Request.FindSlot(slot);
    }

    @Override
    public Optional<Reply<Configuration>> read(Response response) {
        return response instanceof Response.SlotFound(var configuration, var closest)
                ? Optional.of(new Reply<>(closest, configuration))
                : Optional.empty();
    }

    @Override
    public Configuration better(Configuration one, Configuration other) {
        return Integer.compareUnsigned(one.epoch(), other.epoch()) >= 0 ? one : other;
    }
}
