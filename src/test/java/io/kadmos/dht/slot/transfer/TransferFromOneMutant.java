package io.kadmos.dht.slot.transfer;

import java.util.Optional;

import io.kadmos.dht.message.Response.TakeoverPage;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.slot.transfer.TakeoverMerge.Merged;

/** A mutant: a next member takes over the rows of the first previous member that answers. */
final class TransferFromOneMutant {

    private TransferFromOneMutant() {}

    static Optional<Merged> add(TakeoverMerge merge, Member member, TakeoverPage page) {
        return merge.add(member, new TakeoverPage(true, page.rows(), page.damaged(), page.more()));
    }
}
