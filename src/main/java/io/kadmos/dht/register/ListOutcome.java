package io.kadmos.dht.register;

/** How a listing of keys ended: with a page, or not applied. */
public sealed interface ListOutcome permits KeyPage, NotApplied {}
