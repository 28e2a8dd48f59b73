package io.kadmos.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ReloadedTest {

    private String file = "1";
    private final List<Integer> changes = new ArrayList<>();

    @Test
    void tellsWhatHasChangedAndNothingElse() {
        Reloaded<String, Integer> number = read();
        assertThat(number.first()).isEqualTo(1);
        lookTwice(number);
        assertThat(changes).isEmpty();
        file = "2";
        lookTwice(number);
        lookTwice(number);
        assertThat(changes).containsExactly(2);
    }

    @Test
    void waitsUntilAChangeIsComplete() {
        Reloaded<String, Integer> number = read();
        for (String written : List.of("2", "23", "234")) {
            file = written;
            number.look(changes::add);
        }
        assertThat(changes).isEmpty();
        number.look(changes::add);
        assertThat(changes).containsExactly(234);
    }

    @Test
    void keepsTheLastGoodStateUntilThereIsAnother() {
        Reloaded<String, Integer> number = read();
        file = "two";
        lookTwice(number);
        file = "";
        lookTwice(number);
        assertThat(changes).isEmpty();
        file = "3";
        lookTwice(number);
        assertThat(changes).containsExactly(3);
    }

    @Test
    void doesNotStartWithABadFile() {
        file = "";
        assertThatThrownBy(this::read).isInstanceOf(SettingException.class)
                .hasMessage("kadmos.number=file is not valid: no number");
    }

    private void lookTwice(Reloaded<String, Integer> number) {
        number.look(changes::add);
        number.look(changes::add);
    }

    private Reloaded<String, Integer> read() {
        return Reloaded.read("kadmos.number=file", () -> Objects.requireNonNull(file), text -> {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("no number");
            }
            return Integer.valueOf(text);
        });
    }
}
