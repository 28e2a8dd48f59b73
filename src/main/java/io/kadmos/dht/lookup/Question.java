package io.kadmos.dht.lookup;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Response;

/**
 * What a lookup asks on its way to a point, and how it reads the answers. Pure.
 *
 * @param <F> what the lookup looks for besides the closest nodes
 */
public interface Question<F> {

    /** The point towards which the lookup goes. */
    Id target();

    /** The request that goes to every contact on the way. */
    Request request();

    /** Reads an answer. Empty if the response does not answer this question: then the contact counts as failed. */
    Optional<Reply<F>> read(Response response);

    /** The better of two findings. */
    F better(F one, F other);

    /** An answer: the contacts that it names, and what the lookup looks for if the node knows it. */
    record Reply<F>(List<Contact> named, @Nullable F finding) {

        /** Copies the contacts. */
        public Reply {
            named = List.copyOf(named);
        }
    }
}
