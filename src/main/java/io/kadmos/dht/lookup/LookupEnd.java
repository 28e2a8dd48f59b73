package io.kadmos.dht.lookup;

/** Why a lookup ended. */
public enum LookupEnd {
    /** The k closest contacts seen have answered (§2.3). */
    CONVERGED,
    /** Everybody heard of was asked, and fewer than k answered. */
    EXHAUSTED,
    /** What it was looking for was found. */
    FOUND,
    /** It asked as many contacts as a lookup may; what it has may not be the closest. */
    TOO_MANY_REQUESTS,
    /** It was never begun: too many lookups are under way. */
    OVERLOAD
}
