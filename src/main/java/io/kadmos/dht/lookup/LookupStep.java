package io.kadmos.dht.lookup;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;

/** What the driver of a lookup has to do next. */
public sealed interface LookupStep {

    /**
     * Ask this contact, and then take the next step at once. The hop counts from 1.
     *
     * @param point the point for whose closest nodes to ask: the target, or a point near it that widens the lookup
     */
    record Ask(Contact contact, int hop, Id point) implements LookupStep {}

    /** Wait until an answer comes, fails or is overdue. */
    record Wait() implements LookupStep {}

    /** The lookup is over. */
    record Done(LookupResult result) implements LookupStep {}
}
