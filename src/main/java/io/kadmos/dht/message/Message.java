package io.kadmos.dht.message;

/** What one node says to another: a question or the answer to one. */
public sealed interface Message permits Request, Response {

    /** The name of its type in metrics, traces and logs: stable, and no name of a class. */
    String typeName();
}
