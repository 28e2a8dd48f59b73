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
 * The story of a row that one of three members holds since the epoch before theirs, and the others do not have: they
 * may have said long ago that there is nothing. Told to the merge alone, since only a chain of rare accidents brings a
 * whole cluster there.
 */
public final class StragglerHandedOver {

    private static final int EPOCH = 2;
    private static final List<Member> MEMBERS = Stream.of("a", "b", "c")
            .map(name -> new Member(Id.ofNode("straggler", name), new DiskId(0, name.hashCode()))).toList();

    private StragglerHandedOver() {}

    /** How many rows survive; which key it is depends on the seed. Empty if the merge waits for another member. */
    public static OptionalInt survivors(long seed) {
        RowDigest straggler = new RowDigest(Key.of("key-" + seed), new Ballot(EPOCH - 1, seed, seed));
        TakeoverMerge merge = new TakeoverMerge(MEMBERS.get(0), new Configuration(EPOCH, MEMBERS));
        merge.add(MEMBERS.get(0), new TakeoverPage(false, List.of(straggler), List.of(), false));
        Optional<Merged> merged = merge.add(MEMBERS.get(1), new TakeoverPage(false, List.of(), List.of(), false));
        return merged.map(all -> OptionalInt.of(all.winners().size())).orElseGet(OptionalInt::empty);
    }
}
