package io.kadmos.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.kadmos.dht.record.OpId;
import io.kadmos.dht.record.Version;
import io.kadmos.simulation.Attempt;
import io.kadmos.simulation.Attempt.Action;
import io.kadmos.simulation.Attempt.Condition;
import io.kadmos.simulation.Attempt.Outcome;

class ObservedHistoryTest {

    private static final Action PUT = new Action.Put(new OpId(1, 1), new Condition.None(), Attempt.NEVER);
    private static final Version VERSION = new Version(1, 1);

    private final ObservedHistory history = new ObservedHistory();

    @Test
    void judgesEachKeyByItself() {
        add("kept", 0, PUT, new Outcome.Written(VERSION, true));
        add("kept", 1, new Action.Get(), new Outcome.Found(0, VERSION));
        add("empty", 2, new Action.Get(), new Outcome.Nothing());
        assertThat(history.violations()).isEmpty();
        assertThat(history.keys()).containsExactly("empty", "kept");
        assertThat(history.size()).isEqualTo(3);
        assertThat(history.size("kept")).isEqualTo(2);
    }

    @Test
    void namesTheKeyOfALostWriteAndWhatWasTried() {
        add("kept", 0, PUT, new Outcome.Written(VERSION, true));
        add("lost", 1, PUT, new Outcome.Written(VERSION, true));
        add("lost", 2, new Action.Get(), new Outcome.Nothing());
        assertThat(history.violations()).singleElement().asString().startsWith("lost: ").contains("number=2");
    }

    @Test
    void numbersEveryAttempt() {
        assertThat(history.nextNumber()).isZero();
        assertThat(history.nextNumber()).isOne();
    }

    private void add(String key, int number, Action action, Outcome outcome) {
        history.add(key, new Attempt(number, 10L * number, 10L * number + 5, action, outcome));
    }
}
