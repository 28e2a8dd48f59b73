package io.kadmos.http.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.event.NodeEvent.ChangeReason;
import io.kadmos.dht.event.NodeEvent.Direction;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.NodeState;

final class EventMessageTest {

    @Test
    void tellsSlotsThatMoveAtOnceTogether() {
        List<EventMessage> messages = EventMessage.of(List.of(new NodeEvent.SlotActivated(9),
                new NodeEvent.RowsMoved(9, Direction.RECEIVED, 2, 300), new NodeEvent.SlotActivated(4),
                new NodeEvent.RowsMoved(4, Direction.RECEIVED, 1, 50)));

        assertThat(messages).containsExactly(
                new EventMessage("transfer", new EventMessage.Transfer("received", List.of(4, 9), 3, 350)),
                new EventMessage("slots", new EventMessage.Activation(List.of(4, 9))));
    }

    @Test
    void tellsEverythingElseOneByOneInItsOrder() {
        List<EventMessage> messages = EventMessage.of(List.of(
                new NodeEvent.PeerEntered(Id.ZERO, "bob", NodeState.SUSPECT),
                new NodeEvent.Reconfigured(ChangeReason.LOSS, 12, 11, Duration.ofMillis(40)),
                new NodeEvent.StateEntered(NodeState.ACTIVE, "ready")));

        assertThat(messages).containsExactly(
                new EventMessage("node", new EventMessage.Node(Id.ZERO.hex(), "bob", "suspect")),
                new EventMessage("reconfiguration", new EventMessage.Reconfiguration("loss", 12, 11, 40)),
                new EventMessage("self", new EventMessage.Self("active", "ready")));
    }

    /** The console and other followers rely on these names. */
    @Test
    void keepsTheNameOfEveryEventAndTheKindOfEveryTrouble() {
        List<EventMessage> messages = EventMessage.of(List.of(
                new NodeEvent.StateEntered(NodeState.JOINING, "rolled-back"),
                new NodeEvent.FormationAdopted(Id.ZERO, 3),
                new NodeEvent.PeerEntered(Id.ZERO, "bob", NodeState.GONE),
                new NodeEvent.Reconfigured(ChangeReason.TOMBSTONES, 1, 1, Duration.ZERO),
                new NodeEvent.RecordDamaged(7), new NodeEvent.DiskRolledBack(), new NodeEvent.BugCaught("here"),
                new NodeEvent.RowsMoved(7, Direction.SENT, 1, 1), new NodeEvent.SlotActivated(7)));

        assertThat(messages).extracting(EventMessageTest::nameAndKind).containsExactly("self", "formation", "node",
                "reconfiguration", "trouble damaged-record", "trouble rolled-back", "trouble bug", "transfer", "slots");
    }

    private static String nameAndKind(EventMessage message) {
        return message.content() instanceof EventMessage.Trouble(var kind, _)
                ? message.name() + " " + kind
                : message.name();
    }
}
