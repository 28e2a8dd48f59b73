package io.kadmos.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.kadmos.dht.record.OpId;
import io.kadmos.dht.record.Version;

/**
 * What a register holds, as clients can tell: whose value it is, and which writes it still recognises when they are
 * tried again.
 *
 * @param writer the number of the attempt whose value is there, or {@link #ABSENT}
 * @param remembered only of operations that were tried more than once, since no attempt asks for the others
 */
record RegisterState(int writer, List<Remembered> remembered) {

    static final int ABSENT = -1;
    static final RegisterState EMPTY = new RegisterState(ABSENT, List.of());
    /** Whether a write found the key empty; after an uncertain expiry that is not known. */
    enum Creation {
        CREATED, REPLACED, EITHER;

        boolean mayBe(boolean created) {
            return this == EITHER || created == (this == CREATED);
        }
    }

    /**
     * A write that is recognised when it is tried again.
     *
     * @param version the one it set, if a client was told
     * @param age how many writes were applied since
     */
    record Remembered(OpId op, int attempt, Optional<Version> version, Creation creation, int age) {

        private Remembered older() {
            return new Remembered(op, attempt, version, creation, age + 1);
        }
    }

    boolean isAbsent() {
        return writer == ABSENT;
    }

    Optional<Remembered> find(OpId op) {
        for (Remembered each : remembered) {
            if (each.op().equals(op)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** The value has ended; that is not a write. */
    RegisterState expired() {
        return new RegisterState(ABSENT, remembered);
    }

    /** One more write, which need not be remembered. */
    RegisterState written(int newWriter, int memory) {
        return new RegisterState(newWriter, aged(memory));
    }

    /** One more write, which may be tried again. */
    RegisterState written(int newWriter, Remembered newest, int memory) {
        List<Remembered> all = new ArrayList<>(aged(memory));
        all.add(newest);
        return new RegisterState(newWriter, List.copyOf(all));
    }

    private List<Remembered> aged(int memory) {
        return remembered.isEmpty()
                ? remembered
                : remembered.stream().filter(each -> each.age() + 1 < memory)
                        .map(Remembered::older).toList();
    }
}
