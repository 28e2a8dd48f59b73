package io.kadmos.dht.slot.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.ChangeVerdict;
import io.kadmos.dht.message.Request.AcceptChange;
import io.kadmos.dht.message.Request.PrepareChange;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Decree;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Formation;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.record.SlotSpace;
import io.kadmos.dht.record.Succession;
import io.kadmos.dht.slot.DiskTrust;
import io.kadmos.dht.slot.SlotTable;
import io.kadmos.dht.storage.ManualDisk;
import io.kadmos.dht.storage.ManualLoop;
import io.kadmos.dht.storage.NodeFacts;
import io.kadmos.dht.storage.PromiseCeiling;
import io.kadmos.dht.storage.Rows;
import io.kadmos.dht.storage.SlotStates;

class ChangeAcceptorTest {

    private static final Member SELF = new Member(Id.ofNode("c", "self"), new DiskId(1, 1));
    private static final Member OTHER = new Member(Id.ofNode("c", "other"), new DiskId(2, 2));
    private static final Slot SLOT = new Slot(7);
    private static final SlotEpoch FIRST = new SlotEpoch(SLOT, 1);

    private final ManualDisk disk = new ManualDisk();
    private final SlotTable table = table();
    private final ChangeAcceptor acceptor = new ChangeAcceptor(table);
    private final List<ChangeVerdict> verdicts = new ArrayList<>();

    @Test
    void answersNothingBeforeItIsDurable() {
        prepare(FIRST, 5);
        assertThat(verdicts).isEmpty();
        disk.sync();
        assertThat(verdicts).containsExactly(new ChangeVerdict.Granted(SLOT, null));
    }

    @Test
    void hasNoSayWithADiskThatWasPutBack() {
        table.trust().seen(OTHER, 1);
        prepare(FIRST, 5);
        disk.sync();
        assertThat(verdicts).containsExactly(new ChangeVerdict.NoSay(SLOT));
    }

    @Test
    void acceptingSealsAtOnce() {
        accept(FIRST, 5);
        assertThat(table.refusal(FIRST)).contains(new Response.NotActive());
        assertThat(table.state(SLOT).orElseThrow().isUndecided()).isTrue();
    }

    @Test
    void refusesWhatIsBelowItsPromise() {
        prepare(FIRST, 5);
        accept(FIRST, 4);
        disk.sync();
        assertThat(verdicts).contains(new ChangeVerdict.Outbid(SLOT, Decree.ballot(5, 1)));
        assertThat(table.refusal(FIRST)).isEmpty();
    }

    @Test
    void tellsALaterProposerWhatItAccepted() {
        accept(FIRST, 5);
        prepare(FIRST, 6);
        disk.sync();
        assertThat(verdicts).last().isEqualTo(new ChangeVerdict.Granted(SLOT, decree(5)));
    }

    @Test
    void hasNoSayInAnotherEpochAndTellsANewerOne() {
        Succession second = new Succession(new Configuration(1, List.of(SELF)), new Configuration(2, List.of(OTHER)));
        table.learn(SLOT, second);
        prepare(FIRST, 5);
        prepare(new SlotEpoch(SLOT, 3), 5);
        disk.sync();
        assertThat(verdicts).containsExactly(new ChangeVerdict.Moved(SLOT, second), new ChangeVerdict.NoSay(SLOT));
    }

    @Test
    void oneRefusedSlotHoldsUpNoOther() {
        Slot other = new Slot(8);
        acceptor.prepare(new PrepareChange(List.of(new SlotEpoch(SLOT, 3), new SlotEpoch(other, 1)),
                Decree.ballot(5, 1)), this::take);
        disk.sync();
        assertThat(verdicts).containsExactly(new ChangeVerdict.NoSay(SLOT), new ChangeVerdict.Granted(other, null));
    }

    private void prepare(SlotEpoch where, long hlc) {
        acceptor.prepare(new PrepareChange(List.of(where), Decree.ballot(hlc, 1)), this::take);
    }

    private void accept(SlotEpoch where, long hlc) {
        acceptor.accept(new AcceptChange(List.of(where), decree(hlc)), this::take);
    }

    private void take(Response response) {
        assertThat(response).isInstanceOfSatisfying(Response.ChangeVerdicts.class,
                answer -> verdicts.addAll(answer.verdicts()));
    }

    private static Decree decree(long hlc) {
        return new Decree(Decree.ballot(hlc, 1), List.of(OTHER));
    }

    private static DiskTrust trust() {
        DiskTrust trust = new DiskTrust(SELF, 0);
        trust.seen(OTHER, 0);
        return trust;
    }

    private SlotTable table() {
        PromiseCeiling ceiling = new PromiseCeiling(new NodeFacts(disk), new ManualLoop());
        SlotTable adopted = new SlotTable(SELF, new SlotStates(disk), new Rows(disk, ceiling, 1 << 20, event -> {}),
                trust());
        adopted.adopt(new Formation(List.of(SELF, OTHER), 2, SlotSpace.DEFAULT));
        return adopted;
    }
}
