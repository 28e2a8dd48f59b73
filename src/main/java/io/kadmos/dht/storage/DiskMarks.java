package io.kadmos.dht.storage;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.kadmos.dht.record.Member;
import io.kadmos.dht.runtime.Disk;
import io.kadmos.dht.runtime.Disk.Edit;
import io.kadmos.dht.runtime.Disk.Entry;
import io.kadmos.dht.runtime.Disk.Scanned;
import io.kadmos.dht.runtime.EventLoop;

/**
 * Remembers, for every other disk, the greatest number of durable edits with which this node saw it. With these marks a
 * node recognises a disk that was put back to an earlier state (protocol.md B1). A mark becomes durable about two
 * seconds after it was seen, together with others. At the bound of 1 024 marks, the one of the disk that this node has
 * not heard of for the longest time is dropped. Event loop only.
 */
public final class DiskMarks {

    /** The mark of a disk that was given up: more edits than a disk can ever have (protocol.md B7). */
    private static final long GIVEN_UP = Long.MAX_VALUE;

    static final int MAX_MARKS = 1_024;
    static final Duration WRITE_AFTER = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(DiskMarks.class);

    private final Disk disk;
    private final EventLoop loop;
    /** The disk that this node heard of last comes last. */
    private final Map<Member, Long> marks = new LinkedHashMap<>();
    private final Set<Member> unwritten = new LinkedHashSet<>();
    private long writtenEdits;

    /** The marks on a disk; none are known before {@link #load}. */
    public DiskMarks(Disk disk, EventLoop loop) {
        this.disk = disk;
        this.loop = loop;
    }

    /**
     * Reads all marks. A damaged mark counts as none, and the next one replaces it. Fails if the disk cannot be read.
     */
    public void load(Consumer<Optional<StorageException>> loaded) {
        byte[][] range = Layout.marks();
        disk.scan(range[0], range[1], MAX_MARKS, scanned -> loaded.accept(switch (scanned) {
            case Scanned.Unreadable(var reason) ->
                Optional.of(new StorageException("the data directory cannot be read: " + reason));
            case Scanned.Entries(var entries) -> {
                entries.forEach(this::take);
                yield Optional.empty();
            }
        }));
    }

    /** The greatest number of durable edits with which this node saw a disk; 0 if it never did. */
    public long of(Member member) {
        return marks.getOrDefault(member, 0L);
    }

    /** Records that a disk was seen with this number of durable edits. The caller does not wait for the write. */
    public void seen(Member member, long edits) {
        long known = of(member);
        marks.remove(member);
        marks.put(member, Math.max(known, edits));
        if (edits > known) {
            write(member);
        }
        if (marks.size() > MAX_MARKS) {
            Iterator<Member> oldest = marks.keySet().iterator();
            write(oldest.next());
            oldest.remove();
        }
    }

    /**
     * Gives up disks: this node never believes them again (protocol.md B7). Runs {@code durable} when that is durable.
     */
    public void giveUp(List<Member> lost, Runnable durable) {
        List<Edit> batch = new ArrayList<>(lost.size());
        for (Member member : lost) {
            marks.remove(member);
            marks.put(member, GIVEN_UP);
            batch.add(new Edit(Layout.mark(member), Checksum.append(FactFormat.number(GIVEN_UP))));
        }
        writtenEdits += batch.size();
        disk.write(batch, durable);
    }

    /**
     * How many edits of this node's own disk only wrote marks. They are no reason to tell the other nodes a new number.
     */
    public long writtenEdits() {
        return writtenEdits;
    }

    private void write(Member member) {
        if (unwritten.isEmpty()) {
            loop.schedule(WRITE_AFTER, this::writeAll);
        }
        unwritten.add(member);
    }

    private void writeAll() {
        List<Edit> batch = new ArrayList<>(unwritten.size());
        for (Member member : unwritten) {
            Long edits = marks.get(member);
            batch.add(new Edit(Layout.mark(member),
                    edits == null ? null : Checksum.append(FactFormat.number(edits))));
        }
        unwritten.clear();
        writtenEdits += batch.size();
        disk.write(batch, () -> {});
    }

    private void take(Entry entry) {
        Member member = Layout.memberOf(entry.key());
        Checksum.verify(entry.value()).map(ByteBuffer::getLong).ifPresentOrElse(
                edits -> marks.put(member, edits),
                () -> LOG.warn("the mark of the disk {} of node {} is damaged and was dropped", member.disk().hex(),
                        member.node()));
    }
}
