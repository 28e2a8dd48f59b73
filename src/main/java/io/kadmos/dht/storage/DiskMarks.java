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
 * How many durable edits the disks of other nodes were seen with, so that one is recognised that was put back to an
 * earlier state. Written a little later than seen, many at a time. At the bound the disk that was not heard of for the
 * longest time is forgotten.
 */
public final class DiskMarks {

    /** What a disk is said to have been seen with that was given up: more than it can ever have. */
    private static final long GIVEN_UP = Long.MAX_VALUE;

    static final int MAX_MARKS = 1_024;
    static final Duration WRITE_AFTER = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(DiskMarks.class);

    private final Disk disk;
    private final EventLoop loop;
    /** Whoever was heard of last comes last. */
    private final Map<Member, Long> marks = new LinkedHashMap<>();
    private final Set<Member> unwritten = new LinkedHashSet<>();
    private long writtenEdits;

    /** Marks on a disk; none are known before {@link #load}. */
    public DiskMarks(Disk disk, EventLoop loop) {
        this.disk = disk;
        this.loop = loop;
    }

    /** Reads all of them. One that is damaged is as good as none: the next one replaces it. */
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

    /** With how many durable edits a disk was seen at most; with none if it was never seen. */
    public long of(Member member) {
        return marks.getOrDefault(member, 0L);
    }

    /** A disk was seen with so many durable edits; nobody waits for it to be written. */
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

    /** These disks are not to be believed any more, whatever they come back with; then tells that this is durable. */
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

    /** How many edits of this node's own disk were nothing but marks: they are not worth telling anybody. */
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
                () -> LOG.warn("what was seen of the disk {} of {} is damaged and forgotten", member.disk().hex(),
                        member.node()));
    }
}
