package io.kadmos.dht.lookup;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Response;

/**
 * What a lookup asks on its way to a point, and what it makes of the answers.
 *
 * @param <F> what it is looking for besides the closest nodes
 */
public interface Question<F> {

    /** The point to go to. */
    Id target();

    /** What every contact on the way is asked. */
    Request request();

    /** What an answer says; nothing if it is no answer to this question, which counts as none. */
    Optional<Reply<F>> read(Response response);

    /** The better one of two findings. */
    F better(F one, F other);

    /** An answer: the contacts that it names and perhaps what was looked for. */
    record Reply<F>(List<Contact> named, @Nullable F finding) {

        /** Copies the contacts. */
        public Reply {
            named = List.copyOf(named);
        }
    }
}
