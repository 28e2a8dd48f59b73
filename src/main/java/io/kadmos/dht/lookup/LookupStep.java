package io.kadmos.dht.lookup;

import io.kadmos.dht.id.Contact;

/** What a lookup wants next. */
public sealed interface LookupStep {

    /** Ask this contact, and then ask for the next step again. The hop counts from 1. */
    record Ask(Contact contact, int hop) implements LookupStep {}

    /** Nothing, until an answer comes, fails to come, or is overdue. */
    record Wait() implements LookupStep {}

    /** It is over. */
    record Done(LookupResult result) implements LookupStep {}
}
