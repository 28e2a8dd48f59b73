package io.kadmos.dht.message;

/** What one node says to another: a question or the answer to one. */
public sealed interface Message permits Request, Response {}
