package io.kadmos.dht.slot.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.record.TransferStatus;
import io.kadmos.dht.slot.transfer.SlotTransfer.Pace;

class TransferProgressTest {

    private final TransferProgress progress = new TransferProgress();

    @Test
    void countsUntilNothingIsToGoAndKeepsTheCounts() {
        progress.moved(3, 300);
        progress.slotDone(1);
        progress.moved(2, 20);
        progress.slotDone(0);
        assertThat(progress.status(0)).isEqualTo(new TransferStatus(0, 2, 5, 320));
    }

    @Test
    void beginsAnewWhenSomethingMovesAgain() {
        progress.moved(3, 300);
        progress.slotDone(0);
        progress.moved(1, 7);
        assertThat(progress.status(4)).isEqualTo(new TransferStatus(4, 0, 1, 7));
    }

    @Test
    void aWarmUpRestsAsLongAsItWaitsAndATakeoverNever() {
        Duration took = Duration.ofMillis(30);
        assertThat(Pace.BELOW_CLIENTS.rest(took)).isEqualTo(took);
        assertThat(Pace.AT_ONCE.rest(took)).isZero();
    }
}
