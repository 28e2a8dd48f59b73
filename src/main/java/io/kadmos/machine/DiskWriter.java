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
 * The thread that writes to a disk. It takes all batches that wait, writes them as one group with one synchronisation,
 * and reports the whole group to the loop with one task. So under load neither a synchronisation nor a wake-up is paid
 * per batch. After a failed write it calls {@link DiskListener#failed} and ends, so that it reports no later batch
 * durable.
 */
final class DiskWriter {

    private static final Logger LOG = LoggerFactory.getLogger(DiskWriter.class);
    /** The most batches in a group: bounds the length of the task that reports to the loop. */
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

    /** Queues a task that runs on this thread, after the batches before it. */
    void inOrder(Runnable task) {
        queue.add(new Job.Task(task));
    }

    /** Finishes the queue, then ends the thread. Returns whether it ended within the timeout. */
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

    /** Runs jobs in their order, neighbouring batches as one group. Returns whether there may be more to run. */
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

    /** Makes a group durable and reports it to the loop. Returns the next group, which is empty. */
    private Group commit(Group group) throws RocksDBException {
        if (!group.writes.isEmpty()) {
            long beganNanos = System.nanoTime();
            store.commit(group.writes.stream().map(Job.Write::batch).toList());
            listener.written(Duration.ofNanos(System.nanoTime() - beganNanos));
            loop.execute(() -> tell(group.writes));
        }
        return new Group();
    }

    /** Runs every callback even if one throws: a bug in one operation must not leave the others waiting for ever. */
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

    /** A job of the thread. */
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
