package io.kadmos.machine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.storage.StorageException;

/**
 * The data directory of one node, locked by one process at a time. A small text file in it names its owner, a
 * {@link DiskIdentity}; the rest belongs to the database. Every failure is a {@link StorageException} of one line.
 * Blocks; not for the event loop.
 */
public final class StorageDirectory implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String IDENTITY = "identity";
    private static final String DATABASE = "db";

    private final Path path;
    private final FileChannel lockFile;
    private final @Nullable DiskIdentity stored;

    private StorageDirectory(Path path, FileChannel lockFile, @Nullable DiskIdentity stored) {
        this.path = path;
        this.lockFile = lockFile;
        this.stored = stored;
    }

    /** Creates the directory if need be, locks it and reads its owner. */
    public static StorageDirectory open(Path path) {
        FileChannel lockFile = null;
        try {
            Files.createDirectories(path);
            lockFile = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock(path, lockFile);
            return new StorageDirectory(path, lockFile, read(path).orElse(null));
        } catch (IOException e) {
            closeQuietly(lockFile);
            throw refusal(path, "cannot be used: " + describe(e));
        } catch (StorageException e) {
            closeQuietly(lockFile);
            throw e;
        }
    }

    /** The name of the node that this directory belongs to; empty if it is new. */
    public Optional<String> storedNodeName() {
        return Optional.ofNullable(stored).map(DiskIdentity::nodeName);
    }

    /** The id of this disk. For a new directory this method draws the id and makes it durable. */
    public DiskId claim(String clusterName, String nodeName, RandomGenerator random) {
        if (stored == null) {
            DiskIdentity drawn = new DiskIdentity(clusterName, nodeName,
                    new DiskId(random.nextLong(), random.nextLong()));
            write(drawn);
            return drawn.disk();
        }
        if (!stored.clusterName().equals(clusterName)) {
            throw refusal(path, "belongs to cluster \"" + stored.clusterName() + "\", not to \"" + clusterName + "\"");
        }
        if (!stored.nodeName().equals(nodeName)) {
            throw refusal(path, "belongs to node \"" + stored.nodeName() + "\", not to \"" + nodeName + "\"");
        }
        return stored.disk();
    }

    /** The path of the database. */
    public Path database() {
        return path.resolve(DATABASE);
    }

    /** Unlocks the directory for another process. */
    @Override
    public void close() {
        closeQuietly(lockFile);
    }

    private static void lock(Path path, FileChannel lockFile) throws IOException {
        try {
            FileLock lock = lockFile.tryLock();
            if (lock != null) {
                return;
            }
        } catch (OverlappingFileLockException _) {
            // held by another node of this process: the same answer
        }
        throw refusal(path, "is in use by another node");
    }

    private static Optional<DiskIdentity> read(Path path) throws IOException {
        Path file = path.resolve(IDENTITY);
        if (!Files.exists(file)) {
            if (Files.exists(path.resolve(DATABASE))) {
                throw refusal(path, "is damaged: there is a database, but the file \"" + IDENTITY + "\" is missing");
            }
            return Optional.empty();
        }
        try {
            return Optional.of(DiskIdentity.parse(Files.readString(file, StandardCharsets.ISO_8859_1)));
        } catch (IllegalArgumentException e) {
            throw refusal(path, "is damaged or too new: file \"" + IDENTITY + "\": " + e.getMessage());
        }
    }

    /** Either the whole file is there after a crash, or none of it. */
    private void write(DiskIdentity identity) {
        Path temporary = path.resolve(IDENTITY + ".new");
        try {
            try (FileChannel file = FileChannel.open(temporary, StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(identity.text().getBytes(StandardCharsets.ISO_8859_1));
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                file.force(true);
            }
            Files.move(temporary, path.resolve(IDENTITY), StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
                directory.force(true);
            }
        } catch (IOException e) {
            throw refusal(path, "cannot be written: " + describe(e));
        }
    }

    private static StorageException refusal(Path path, String problem) {
        return new StorageException("data directory " + path.toAbsolutePath().normalize() + " " + problem);
    }

    private static String describe(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private static void closeQuietly(@Nullable FileChannel file) {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
