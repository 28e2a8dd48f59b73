package io.kadmos.dht.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.id.Id;

class RecordCodecTest {

    private static final Ballot BALLOT = new Ballot(-1, 5, 6);
    private static final Version VERSION = new Version(7, 8);
    private static final Lineage LINEAGE = Lineage.beginningIn(3).push(new AppliedOp(new OpId(1, 2), VERSION, true));

    @Test
    void readsARecordOfExactlyTheSizeItTold() {
        Outline outline = new Outline(BALLOT, VERSION, false, 9, LINEAGE);
        StoredRecord stored = new StoredRecord(outline, new Body("a/b", Bytes.wrap(new byte[]{1, 2, 3})));
        assertThat(RecordCodec.readRecord(written(stored))).isEqualTo(stored);
    }

    @Test
    void spendsNoBodyOnATombstone() {
        StoredRecord tombstone = new StoredRecord(new Outline(BALLOT, VERSION, true, Outline.NEVER, LINEAGE),
                Body.NONE);
        assertThat(RecordCodec.size(tombstone)).isEqualTo(RecordCodec.size(tombstone.outline()));
        assertThat(RecordCodec.readRecord(written(tombstone))).isEqualTo(tombstone);
    }

    @Test
    void readsConfigurationsAndFormationsOfExactlyTheSizeTheyTold() {
        List<Member> members = List.of(new Member(new Id(1, 2, 3), new DiskId(4, 5)));
        Configuration configuration = new Configuration(6, members);
        ByteBuffer buffer = ByteBuffer.allocate(ConfigurationCodec.size(configuration));
        ConfigurationCodec.write(configuration, buffer);
        assertThat(buffer.hasRemaining()).isFalse();
        assertThat(ConfigurationCodec.readConfiguration(buffer.flip())).isEqualTo(configuration);

        Formation formation = new Formation(members, 3, SlotSpace.DEFAULT);
        buffer = ByteBuffer.allocate(ConfigurationCodec.size(formation));
        ConfigurationCodec.write(formation, buffer);
        assertThat(buffer.hasRemaining()).isFalse();
        assertThat(ConfigurationCodec.readFormation(buffer.flip())).isEqualTo(formation);
    }

    @Test
    void refusesLengthsThatLie() {
        assertThatThrownBy(() -> RecordCodec.readBody(ByteBuffer.wrap(new byte[]{0, 0x7f, -1, -1, -1})))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RecordCodec.readBody(ByteBuffer.wrap(new byte[]{0, 0, 0, 0, 2, 1})))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RecordCodec.readBallot(ByteBuffer.allocate(RecordCodec.BALLOT_BYTES - 1)))
                .isInstanceOf(BufferUnderflowException.class);
    }

    private static ByteBuffer written(StoredRecord stored) {
        ByteBuffer buffer = ByteBuffer.allocate(RecordCodec.size(stored));
        RecordCodec.write(stored, buffer);
        assertThat(buffer.hasRemaining()).isFalse();
        return buffer.flip();
    }
}
