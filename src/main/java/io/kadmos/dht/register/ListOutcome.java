package io.kadmos.dht.register;

/** How a listing of keys ended. */
public sealed interface ListOutcome permits KeyPage, NotApplied {}
