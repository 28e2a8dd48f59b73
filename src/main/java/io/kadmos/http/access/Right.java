package io.kadmos.http.access;

/** What a token may be good for. */
enum Right {
    /** GET and HEAD of a key. */
    READ,
    /** PUT of a key. */
    WRITE,
    /** DELETE of a key. */
    DELETE,
    /** Everything that is about the cluster and not about a key, backups included. */
    ADMIN
}
