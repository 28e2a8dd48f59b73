package io.kadmos.dht.register;

/** How a read ended. */
public sealed interface ReadOutcome permits Read, NotApplied {}
