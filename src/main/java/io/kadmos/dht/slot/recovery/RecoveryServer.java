package io.kadmos.dht.slot.recovery;

import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Request.GiveUpDisks;
import io.kadmos.dht.message.Request.SurveySlots;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.message.SlotSurvey;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotState;
import io.kadmos.dht.rpc.HandlerRegistry;
import io.kadmos.dht.slot.SlotTable;
import io.kadmos.dht.storage.DiskMarks;

/**
 * Answers the questions of a {@link Recovery} on another node: what this node knows and holds of its slots, and that it
 * has given up disks, durably (protocol.md V1, V5, B7). A node whose own disk is contradicted refuses the survey. Event
 * loop only.
 */
public final class RecoveryServer {

    private static final Logger LOG = LoggerFactory.getLogger(RecoveryServer.class);

    private final SlotTable table;
    private final DiskMarks marks;

    public RecoveryServer(SlotTable table, DiskMarks marks) {
        this.table = table;
        this.marks = marks;
    }

    /** Begins to answer the questions of other nodes. */
    public void register(HandlerRegistry server) {
        server.on(SurveySlots.class, (request, caller, answer) -> answer.accept(survey(request.first())));
        server.on(GiveUpDisks.class, (request, caller, answer) -> {
            List<Member> others = request.lost().stream().filter(member -> !member.equals(table.self())).toList();
            others.forEach(member -> LOG.warn("An operator gave up a disk for good: node={} disk={}",
                    member.node().shortHex(), member.disk().hex()));
            marks.giveUp(others, () -> answer.accept(new Response.DisksGivenUp()));
        });
    }

    private Response survey(Slot first) {
        if (table.trust().isRolledBack()) {
            return new Response.Disagrees("its disk was put back to an earlier state, and cannot be believed");
        }
        List<SlotSurvey> known = IntStream.range(first.index(), first.index() + Request.MAX_BATCH)
                .filter(index -> index < table.slots().count()).mapToObj(Slot::new)
                .flatMap(slot -> table.state(slot).map(state -> survey(slot, state)).stream()).toList();
        return new Response.Surveyed(known);
    }

    private static SlotSurvey survey(Slot slot, SlotState state) {
        return new SlotSurvey(slot, state.succession(), state.replica(), state.replicaEpoch());
    }
}
