package io.kadmos.dht.register;

/** How a read ended: with an answer, or not applied. */
public sealed interface ReadOutcome permits Read, NotApplied {}
