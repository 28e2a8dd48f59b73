package io.kadmos.dht.lookup;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;

/** What a lookup wants next. */
public sealed interface LookupStep {

    /**
     * Ask this contact, and then ask for the next step again. The hop counts from 1.
     *
     * @param point for what to ask: the target or, to find those whom nobody named, a point near it
     */
    record Ask(Contact contact, int hop, Id point) implements LookupStep {}

    /** Nothing, until an answer comes, fails to come, or is overdue. */
    record Wait() implements LookupStep {}

    /** It is over. */
    record Done(LookupResult result) implements LookupStep {}
}
