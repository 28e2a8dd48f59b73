package io.kadmos.dht.storage;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.ConfigurationCodec;
import io.kadmos.dht.record.Decree;
import io.kadmos.dht.record.RecordCodec;
import io.kadmos.dht.record.ReplicaState;
import io.kadmos.dht.record.SlotState;
import io.kadmos.dht.record.Succession;

/**
 * The bytes of a slot's state: format u8, succession, replica state u8, replica epoch u32, flag and promised ballot,
 * flag and accepted decree, checksum.
 */
final class SlotStateFormat {

    private static final byte FORMAT = 1;
    private static final int FIXED_BYTES = 1 + 1 + 4 + 1 + RecordCodec.BALLOT_BYTES + 1 + Checksum.BYTES;
    /** A state is written as its index in this list. New states are appended. */
    private static final List<ReplicaState> STATES = List.of(ReplicaState.INACTIVE, ReplicaState.ACTIVE,
            ReplicaState.SEALED);

    private SlotStateFormat() {}

    static byte[] write(SlotState state) {
        Decree accepted = state.accepted();
        int size = FIXED_BYTES + ConfigurationCodec.size(state.succession())
                + (accepted == null ? 0 : ConfigurationCodec.size(accepted));
        ByteBuffer buffer = ByteBuffer.allocate(size).put(FORMAT);
        ConfigurationCodec.write(state.succession(), buffer);
        buffer.put((byte) STATES.indexOf(state.replica())).putInt(state.replicaEpoch());
        Ballot promised = state.promised();
        buffer.put((byte) (promised == null ? 0 : 1));
        if (promised != null) {
            RecordCodec.write(promised, buffer);
        }
        buffer.put((byte) (accepted == null ? 0 : 1));
        if (accepted != null) {
            ConfigurationCodec.write(accepted, buffer);
        }
        byte[] array = Arrays.copyOf(buffer.array(), buffer.position() + Checksum.BYTES);
        Checksum.seal(array);
        return array;
    }

    /** The state; empty if the bytes are damaged in any way. */
    static Optional<SlotState> read(byte[] array) {
        return Checksum.verify(array).flatMap(SlotStateFormat::parse);
    }

    private static Optional<SlotState> parse(ByteBuffer buffer) {
        try {
            if (buffer.get() != FORMAT) {
                return Optional.empty();
            }
            Succession succession = ConfigurationCodec.readSuccession(buffer);
            ReplicaState replica = STATES.get(buffer.get());
            int replicaEpoch = buffer.getInt();
            Ballot promised = buffer.get() == 0 ? null : RecordCodec.readBallot(buffer);
            Decree accepted = buffer.get() == 0 ? null : ConfigurationCodec.readDecree(buffer);
            return Optional.of(new SlotState(succession, replica, replicaEpoch, promised, accepted));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | BufferUnderflowException e) {
            return Optional.empty();
        }
    }
}
