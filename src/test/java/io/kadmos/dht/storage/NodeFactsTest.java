package io.kadmos.dht.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Formation;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.SlotSpace;

class NodeFactsTest {

    private static final Formation FORMATION = new Formation(
            List.of(new Member(Id.ofNode("c", "a"), new DiskId(1, 2)),
                    new Member(Id.ofNode("c", "b"), new DiskId(3, 4))),
            2, SlotSpace.DEFAULT);

    private final ManualDisk disk = new ManualDisk();

    @Test
    void aNewDiskKnowsNothing() {
        NodeFacts facts = load();
        assertThat(facts.initiator()).isEmpty();
        assertThat(facts.formation()).isEmpty();
        assertThat(facts.peers()).isEmpty();
        assertThat(facts.promiseCeiling()).isZero();
    }

    @Test
    void everyStartIsCounted() {
        assertThat(load().incarnation()).isEqualTo(1);
        assertThat(load().incarnation()).isEqualTo(2);
    }

    @Test
    void whatUnconfirmedStartsWriteDoesNotCount() {
        assertThat(load().unconfirmedEdits()).isZero();
        NodeFacts second = load();
        assertThat(second.unconfirmedEdits()).isZero();
        second.rememberConfirmed(() -> {});
        disk.sync();
        assertThat(load().unconfirmedEdits()).isEqualTo(disk.durableEdits() - 2);
    }

    @Test
    void everythingRememberedIsThereAfterARestart() {
        NodeFacts facts = load();
        List<Contact> peers = List.of(new Contact(Id.ofNode("c", "a"), Endpoint.of(new byte[]{127, 0, 0, 1}, 7400)),
                new Contact(Id.ofNode("c", "b"), Endpoint.of(new byte[16], 65535)));
        facts.rememberInitiator(new DiskId(-1, 9), () -> {});
        facts.rememberFormation(FORMATION, () -> {});
        facts.rememberPeers(peers);
        NodeFacts restarted = load();
        assertThat(restarted.initiator()).contains(new DiskId(-1, 9));
        assertThat(restarted.formation()).contains(FORMATION);
        assertThat(restarted.peers()).isEqualTo(peers);
    }

    @Test
    void aDamagedFactStopsTheStartAndSaysWhatToDo() {
        load().rememberFormation(FORMATION, () -> {});
        disk.damage('n');
        AtomicReference<Optional<StorageException>> problem = new AtomicReference<>(Optional.empty());
        new NodeFacts(disk).load(problem::set);
        assertThat(problem.get()).get().extracting(StorageException::getMessage).asString().contains("damaged")
                .contains("empty it");
    }

    private NodeFacts load() {
        NodeFacts facts = new NodeFacts(disk);
        facts.load(problem -> assertThat(problem).isEmpty());
        disk.sync();
        return facts;
    }
}
