package io.kadmos.config;

import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

import io.kadmos.config.KadmosSettings.Storage.Engine;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.runtime.Disk;
import io.kadmos.dht.runtime.EventLoop;
import io.kadmos.dht.storage.StorageException;
import io.kadmos.machine.DiskListener;
import io.kadmos.machine.MemoryDisk;
import io.kadmos.machine.RocksDisk;
import io.kadmos.machine.StorageDirectory;

/**
 * The disk of a node, and the name of the node, which depends on what the disk's directory stores.
 *
 * @param nodeName the configured name, else the one in the directory, else the host name
 * @param bytes how many bytes the disk takes; callable from any thread
 */
record NodeStorage(String nodeName, DiskId diskId, Disk disk, LongSupplier bytes,
        Runnable closing) implements AutoCloseable {

    static NodeStorage open(KadmosSettings settings, EventLoop loop, RandomGenerator random,
            DiskListener listener) {
        return settings.storage().engine() == Engine.MEMORY
                ? inMemory(settings, loop, random)
                : onDisk(settings, loop, random, listener);
    }

    @Override
    public void close() {
        closing.run();
    }

    private static NodeStorage inMemory(KadmosSettings settings, EventLoop loop, RandomGenerator random) {
        MemoryDisk disk = new MemoryDisk(loop);
        return new NodeStorage(nodeName(settings, Optional.empty()), new DiskId(random.nextLong(), random.nextLong()),
                disk, disk::bytes, () -> {});
    }

    private static NodeStorage onDisk(KadmosSettings settings, EventLoop loop, RandomGenerator random,
            DiskListener listener) {
        StorageDirectory directory = StorageDirectory.open(settings.node().dataDir());
        try {
            String nodeName = nodeName(settings, directory.storedNodeName());
            DiskId diskId = directory.claim(settings.cluster().name(), nodeName, random);
            RocksDisk disk = RocksDisk.open(directory.database(), new RocksDisk.Settings(settings.storage().sync(),
                    settings.storage().highWatermark().fraction()), loop, listener);
            return new NodeStorage(nodeName, diskId, disk, disk::bytes, () -> {
                disk.close();
                directory.close();
            });
        } catch (StorageException | SettingException e) {
            directory.close();
            throw e;
        }
    }

    private static String nodeName(KadmosSettings settings, Optional<String> stored) {
        String configured = settings.node().name();
        if (configured != null) {
            return configured;
        }
        String name = stored.orElseGet(Addresses::hostName);
        Setting.name("kadmos.node.name (the host name)", name);
        return name;
    }
}
