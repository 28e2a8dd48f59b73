package io.kadmos.dht.message;

/** What one node sends to another: a question or an answer (protocol.md §3). Messages are immutable values. */
public sealed interface Message permits Request, Response {

    /** The name of the message's type in metrics, traces and logs. It never changes, and is not the name of a class. */
    String typeName();
}
