package io.kadmos.dht.lookup;

/** Why a lookup ended. */
public enum LookupEnd {
    /** The k closest contacts seen have answered (Kademlia §2.3). */
    CONVERGED,
    /** The lookup asked all contacts that it had heard of, and fewer than k answered. */
    EXHAUSTED,
    /** A node told what the lookup was looking for. */
    FOUND,
    /** The lookup reached its bound on requests; the contacts that it found may not be the closest. */
    TOO_MANY_REQUESTS,
    /** The lookup was not begun, because too many lookups are under way. */
    OVERLOAD
}
