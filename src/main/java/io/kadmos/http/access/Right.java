package io.kadmos.http.access;

/** A right that a token may have. */
enum Right {
    /** GET and HEAD of a key. */
    READ,
    /** PUT of a key. */
    WRITE,
    /** DELETE of a key. */
    DELETE,
    /** Every request that concerns the cluster and not a key, backups included. */
    ADMIN
}
