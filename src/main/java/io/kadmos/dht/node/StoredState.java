package io.kadmos.dht.node;

import java.util.Optional;
import java.util.function.Consumer;

import io.kadmos.dht.slot.SlotTable;
import io.kadmos.dht.storage.DiskMarks;
import io.kadmos.dht.storage.Rows;
import io.kadmos.dht.storage.StorageException;

/** What a node keeps on its disk besides its facts: rows, slot states and disk marks. Event loop only. */
record StoredState(Rows rows, SlotTable table, DiskMarks marks) {

    /** Reads the three parts, one after the other, and tells once whether the disk can be trusted. */
    void load(Consumer<Optional<StorageException>> loaded) {
        rows.start(problem -> unless(problem, loaded,
                () -> table.load(trouble -> unless(trouble, loaded, () -> marks.load(loaded)))));
    }

    private static void unless(Optional<StorageException> problem, Consumer<Optional<StorageException>> loaded,
            Runnable goOn) {
        problem.ifPresentOrElse(_ -> loaded.accept(problem), goOn);
    }
}
