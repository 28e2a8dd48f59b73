package io.kadmos.dht.register;

import static io.kadmos.dht.register.gateway.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.record.Version;
import io.kadmos.dht.register.Conditions.Tags;

class ConditionsTest {

    private static final Optional<Version> ABSENT = Optional.empty();
    private static final Optional<Version> PRESENT = Optional.of(version(1));
    private static final Tags ANY = new Tags.Any();
    private static final Tags THIS = new Tags.OneOf(Set.of(version(1), version(8)));
    private static final Tags OTHER = new Tags.OneOf(Set.of(version(9)));

    @Test
    void noConditionAlwaysHolds() {
        assertThat(Conditions.NONE.hold(ABSENT)).isTrue();
        assertThat(Conditions.NONE.hold(PRESENT)).isTrue();
    }

    @Test
    void ifMatchWantsWhatItNames() {
        assertThat(new Conditions(THIS, null).hold(PRESENT)).isTrue();
        assertThat(new Conditions(OTHER, null).hold(PRESENT)).isFalse();
        assertThat(new Conditions(THIS, null).hold(ABSENT)).isFalse();
    }

    @Test
    void ifMatchAnyWantsSomethingToBeThere() {
        assertThat(new Conditions(ANY, null).hold(PRESENT)).isTrue();
        assertThat(new Conditions(ANY, null).hold(ABSENT)).isFalse();
    }

    @Test
    void ifNoneMatchAnyWantsNothingToBeThere() {
        assertThat(new Conditions(null, ANY).hold(ABSENT)).isTrue();
        assertThat(new Conditions(null, ANY).hold(PRESENT)).isFalse();
    }

    @Test
    void ifNoneMatchRefusesWhatItNames() {
        assertThat(new Conditions(null, THIS).hold(PRESENT)).isFalse();
        assertThat(new Conditions(null, OTHER).hold(PRESENT)).isTrue();
        assertThat(new Conditions(null, THIS).hold(ABSENT)).isTrue();
    }

    @Test
    void bothMustHold() {
        assertThat(new Conditions(THIS, OTHER).hold(PRESENT)).isTrue();
        assertThat(new Conditions(THIS, THIS).hold(PRESENT)).isFalse();
    }
}
