package io.kadmos.machine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.kadmos.dht.runtime.Disk.Edit;
import io.kadmos.dht.runtime.EventLoop;
import io.kadmos.dht.storage.StorageException;

/**
 * The thread that writes. It takes whatever waits, writes it as one group with one synchronisation, and tells the loop
 * about the whole group with one task, so that under load neither a synchronisation nor a wake-up is paid per batch.
 */
final class DiskWriter {

    private static final Logger LOG = LoggerFactory.getLogger(DiskWriter.class);
    /** The most batches in a group: bounds the length of the task that tells the loop. */
    private static final int MAX_JOBS = 512;
    /** A group that has this many bytes takes no more: bounds the memory of its copy outside the heap. */
    private static final int MAX_GROUP_BYTES = 4 << 20;

    private final RocksStore store;
    private final EventLoop loop;
    private final DiskListener listener;
    private final BlockingQueue<Job> queue = new LinkedBlockingQueue<>();
    private final Thread thread;

    private DiskWriter(RocksStore store, EventLoop loop, DiskListener listener) {
        this.store = store;
        this.loop = loop;
        this.listener = listener;
        this.thread = Thread.ofPlatform().name("disk-writer").unstarted(this::work);
    }

    /** Starts the thread. */
    static DiskWriter start(RocksStore store, EventLoop loop, DiskListener listener) {
        DiskWriter writer = new DiskWriter(store, loop, listener);
        writer.thread.start();
        return writer;
    }

    /** Queues a batch; {@code durable} runs on the loop. */
    void write(List<Edit> batch, Runnable durable) {
        queue.add(new Job.Write(batch, durable));
    }

    /** Queues something that must see the batches before it and runs on this thread. */
    void inOrder(Runnable task) {
        queue.add(new Job.Task(task));
    }

    /** Does what is queued, then ends the thread. Returns whether it ended within the timeout. */
    boolean close(Duration timeout) {
        queue.add(new Job.Stop());
        try {
            return thread.join(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void work() {
        try {
            List<Job> jobs = new ArrayList<>(MAX_JOBS);
            while (doAll(jobs)) {
                jobs.clear();
                jobs.add(queue.take());
                queue.drainTo(jobs, MAX_JOBS - 1);
            }
        } catch (RocksDBException e) {
            listener.failed(new StorageException("a write failed: " + RocksStore.describe(e)));
        } catch (Exception | Error e) { // the edge of the thread: without it, nothing would ever be durable again
            LOG.error("the writing thread of the disk threw", e);
            listener.failed(new StorageException("the writing thread ended: " + e));
        }
    }

    /** Does jobs in their order, neighbouring batches as one group. Returns whether there may be more to do. */
    private boolean doAll(List<Job> jobs) throws RocksDBException {
        Group group = new Group();
        for (Job job : jobs) {
            if (!(job instanceof Job.Write) || group.bytes >= MAX_GROUP_BYTES) {
                group = commit(group);
            }
            switch (job) {
                case Job.Write write -> group.add(write);
                case Job.Task(var task) -> task.run();
                case Job.Stop() -> {
                    return false;
                }
            }
        }
        commit(group);
        return true;
    }

    /** Makes a group durable and tells the loop. Returns the next one, which is empty. */
    private Group commit(Group group) throws RocksDBException {
        if (!group.writes.isEmpty()) {
            long beganNanos = System.nanoTime();
            store.commit(group.writes.stream().map(Job.Write::batch).toList());
            listener.written(Duration.ofNanos(System.nanoTime() - beganNanos));
            loop.execute(() -> tell(group.writes));
        }
        return new Group();
    }

    /** Tells everybody even if somebody throws: a bug in one operation must not leave the others waiting for ever. */
    private static void tell(List<Job.Write> group) {
        RuntimeException bug = null;
        for (Job.Write write : group) {
            try {
                write.durable().run();
            } catch (RuntimeException e) {
                if (bug == null) {
                    bug = e;
                } else {
                    bug.addSuppressed(e);
                }
            }
        }
        if (bug != null) {
            throw bug;
        }
    }

    /** What the thread is asked to do. */
    private sealed interface Job {

        record Write(List<Edit> batch, Runnable durable) implements Job {}

        record Task(Runnable task) implements Job {}

        record Stop() implements Job {}
    }

    /** Batches that share a synchronisation. */
    private static final class Group {

        private final List<Job.Write> writes = new ArrayList<>();
        private long bytes;

        void add(Job.Write write) {
            writes.add(write);
            for (Edit edit : write.batch()) {
                bytes += edit.value() == null ? 0 : edit.value().length;
            }
        }
    }
}
