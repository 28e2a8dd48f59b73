package io.kadmos.dht.slot.transfer;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.message.Response.TakeoverPage;
import io.kadmos.dht.message.RowDigest;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.slot.transfer.TakeoverMerge.Merged;

/**
 * One of three members holds a row since the epoch before theirs, and the two others do not have it (protocol.md T3). A
 * gateway may have answered long ago, from the two others, that the key is absent. The class gives these pages to the
 * merge alone, because only a chain of rare faults brings a whole cluster into this state.
 */
public final class StragglerHandedOver {

    private static final int EPOCH = 2;
    private static final List<Member> MEMBERS = Stream.of("a", "b", "c")
            .map(name -> new Member(Id.ofNode("straggler", name), new DiskId(0, name.hashCode()))).toList();

    private StragglerHandedOver() {}

    /** How many rows survive, for a key that depends on the seed. Empty if the merge waits for another member. */
    public static OptionalInt survivors(long seed) {
        RowDigest straggler = new RowDigest(Key.of("key-" + seed), new Ballot(EPOCH - 1, seed, seed));
        TakeoverMerge merge = new TakeoverMerge(MEMBERS.get(0), new Configuration(EPOCH, MEMBERS));
        merge.add(MEMBERS.get(0), new TakeoverPage(false, List.of(straggler), List.of(), false));
        Optional<Merged> merged = merge.add(MEMBERS.get(1), new TakeoverPage(false, List.of(), List.of(), false));
        return merged.map(all -> OptionalInt.of(all.winners().size())).orElseGet(OptionalInt::empty);
    }
}
