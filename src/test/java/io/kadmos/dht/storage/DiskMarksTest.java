package io.kadmos.dht.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Member;

class DiskMarksTest {

    private static final Member ONE = member(1);

    private final ManualDisk disk = new ManualDisk();
    private final ManualLoop loop = new ManualLoop();

    @Test
    void knowsTheGreatestNumberThatItSaw() {
        DiskMarks marks = load();
        assertThat(marks.of(ONE)).isZero();
        marks.seen(ONE, 9);
        marks.seen(ONE, 4);
        assertThat(marks.of(ONE)).isEqualTo(9);
        assertThat(marks.of(member(2))).isZero();
    }

    @Test
    void writesManyAtOnceAndCountsThem() {
        DiskMarks marks = load();
        marks.seen(ONE, 9);
        marks.seen(member(2), 5);
        marks.seen(ONE, 10);
        assertThat(disk.count('m')).isZero();
        loop.pass();
        assertThat(disk.count('m')).isEqualTo(2);
        assertThat(marks.writtenEdits()).isEqualTo(2);
        assertThat(load().of(ONE)).isEqualTo(10);
    }

    @Test
    void writesNothingThatIsNoNews() {
        DiskMarks marks = load();
        marks.seen(ONE, 9);
        loop.pass();
        marks.seen(ONE, 9);
        loop.pass();
        assertThat(marks.writtenEdits()).isEqualTo(1);
    }

    @Test
    void forgetsWhomItDidNotHearOfForTheLongestTime() {
        DiskMarks marks = load();
        for (int i = 0; i < DiskMarks.MAX_MARKS; i++) {
            marks.seen(member(i), 1);
        }
        marks.seen(member(0), 2);
        marks.seen(member(DiskMarks.MAX_MARKS), 1);
        assertThat(marks.of(ONE)).isZero();
        assertThat(marks.of(member(0))).isEqualTo(2);
        loop.pass();
        assertThat(disk.count('m')).isEqualTo(DiskMarks.MAX_MARKS);
    }

    @Test
    void aDamagedMarkIsAsGoodAsNone() {
        load().seen(ONE, 9);
        loop.pass();
        disk.damage('m');
        assertThat(load().of(ONE)).isZero();
    }

    private DiskMarks load() {
        DiskMarks marks = new DiskMarks(disk, loop);
        marks.load(problem -> assertThat(problem).isEmpty());
        return marks;
    }

    private static Member member(int disk) {
        return new Member(Id.ofNode("c", "node"), new DiskId(0, disk));
    }
}
