package io.kadmos.dht.message;

/** Whether the answer to a {@link Request.Query} or {@link Request.Prepare} carries the record's body. */
public enum Bodies {
    /** The answer carries a body of any size. */
    ALWAYS,
    /** The answer carries a body of up to {@link #SMALL_BYTES} only; such a body costs almost nothing. */
    IF_SMALL;

    /** The largest value that counts as small, in bytes. */
    public static final int SMALL_BYTES = 256;

    /** Whether the answer carries a value of this length. */
    public boolean carries(int valueBytes) {
        return this == ALWAYS || valueBytes <= SMALL_BYTES;
    }
}
