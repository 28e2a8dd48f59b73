package io.kadmos.dht.register.replica;

import io.kadmos.dht.message.Response;
import io.kadmos.dht.message.Response.Refusal;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.storage.Row;

/**
 * The replica side of CASPaxos for one register: what it may promise and accept. Pure decisions over a row; the
 * {@link ReplicaServer} carries them out. An equal ballot always belongs to the same round of the same proposer, so a
 * repeated request is granted again.
 */
final class Acceptor {

    private Acceptor() {}

    /** What a replica does with a request. */
    sealed interface Verdict {

        /** It refuses. */
        record Refuse(Refusal refusal) implements Verdict {}

        /** It does as asked. */
        record Grant() implements Verdict {}

        /** It did so before, and says so again. */
        record Repeat() implements Verdict {}
    }

    /** Phase 1: whether to promise a ballot. A damaged row promises nothing, since it cannot say what it accepted. */
    static Verdict prepare(Row row, Ballot ballot) {
        if (row.isDamaged()) {
            return new Verdict.Refuse(new Response.Damaged());
        }
        return takes(row, ballot) ? new Verdict.Grant() : outbid(row, ballot);
    }

    /**
     * Phase 2: whether to accept a record at its ballot. A damaged row accepts above everything it can have promised or
     * accepted before: such a ballot was prepared by a quorum without it.
     */
    static Verdict accept(Row row, StoredRecord record) {
        Ballot ballot = record.accepted();
        if (!row.isDamaged() && row.record().filter(held -> held.accepted().equals(ballot)).isPresent()) {
            return new Verdict.Repeat();
        }
        return takes(row, ballot) ? new Verdict.Grant() : outbid(row, ballot);
    }

    private static boolean takes(Row row, Ballot ballot) {
        return !ballot.isBelow(row.promised(ballot.epoch()));
    }

    private static Verdict outbid(Row row, Ballot ballot) {
        return new Verdict.Refuse(new Response.Outbid(row.promised(ballot.epoch())));
    }
}
