package io.kadmos.dht.message;

/** Whether an answer about a register carries the record's body. */
public enum Bodies {
    /** In any case. */
    ALWAYS,
    /** Only a body of up to {@link #SMALL_BYTES}, which costs next to nothing. */
    IF_SMALL;

    /** The largest value that counts as small. */
    public static final int SMALL_BYTES = 256;

    /** Whether a value of this length is carried. */
    public boolean carries(int valueBytes) {
        return this == ALWAYS || valueBytes <= SMALL_BYTES;
    }
}
