package io.kadmos.dht.storage;

/** What is on the disk cannot be read or understood, and the node must not start on it. */
public final class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Says what is wrong and what to do about it. */
    public StorageException(String message) {
        super(message);
    }
}
