package io.kadmos.dht.storage;

/** The data on the disk cannot be read or understood, and the node must not start on it. */
public final class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** An exception whose message says what is wrong and what an operator can do. */
    public StorageException(String message) {
        super(message);
    }
}
