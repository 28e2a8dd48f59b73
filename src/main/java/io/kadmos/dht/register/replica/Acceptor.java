package io.kadmos.dht.register.replica;

import io.kadmos.dht.message.Response;
import io.kadmos.dht.message.Response.Refusal;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.storage.Row;

/**
 * The replica side of CASPaxos for one register: which ballots a replica promises and which records it accepts
 * (protocol.md R2, R14, R15). Pure: it decides over a row, and {@link ReplicaServer} carries the verdict out. An equal
 * ballot always belongs to the same round of the same proposer (protocol.md R1), so the replica grants a repeated
 * request again.
 */
final class Acceptor {

    private Acceptor() {}

    /** What a replica does with a request. */
    sealed interface Verdict {

        /** The replica refuses the request. */
        record Refuse(Refusal refusal) implements Verdict {}

        /** The replica promises or accepts. */
        record Grant() implements Verdict {}

        /** The replica holds the record at this very ballot already and confirms it again. */
        record Repeat() implements Verdict {}
    }

    /**
     * Phase 1: whether to promise a ballot. A damaged row promises nothing, since the replica cannot tell what it
     * accepted.
     */
    static Verdict prepare(Row row, Ballot ballot) {
        if (row.isDamaged()) {
            return new Verdict.Refuse(new Response.Damaged());
        }
        return takes(row, ballot) ? new Verdict.Grant() : outbid(row, ballot);
    }

    /**
     * Phase 2: whether to accept a record at its ballot. A damaged row accepts only above everything that the replica
     * can have promised or accepted before. Such a ballot was promised by a quorum of other members (protocol.md R15).
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
