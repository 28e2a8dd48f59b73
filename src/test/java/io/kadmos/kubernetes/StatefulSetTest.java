package io.kadmos.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StatefulSetTest {

    @ParameterizedTest
    @CsvSource({"kadmos-0, kadmos, 0", "my-kadmos-12, my-kadmos, 12", "a.b-1, a.b, 1"})
    void knowsThePodOfASetByItsName(String name, String set, int ordinal) {
        assertThat(Pod.named(name)).contains(new Pod(set, ordinal));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kadmos", "kadmos-", "-1", "kadmos-01", "kadmos-1x", "Kadmos-1", "kadmos-1234567890",
            "../kadmos-1", "a/b-1", ""})
    void knowsNoPodByAnotherName(String name) {
        assertThat(Pod.named(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"3, 0, 3, GONE", "3, 0, 2, KEPT", "3, 0, 0, KEPT", "3, 5, 4, GONE", "3, 5, 5, KEPT", "3, 5, 7, KEPT",
            "3, 5, 8, GONE", "0, 0, 0, KEPT", "2147483647, 2147483647, 999999999, GONE", "1, 0, 1, GONE"})
    void goesForGoodIfItsOrdinalIsNotWanted(int replicas, int start, int ordinal, String expected) {
        Fate fate = new StatefulSet(replicas, start, false).fateOf(new Pod("kadmos", ordinal));
        assertThat(fate.getClass().getSimpleName()).isEqualToIgnoringCase(expected);
    }

    @Test
    void handsNothingOverWhenAllPodsGo() {
        assertThat(new StatefulSet(3, 0, true).fateOf(new Pod("kadmos", 3))).isInstanceOf(Fate.Kept.class);
    }

    @Test
    void readsWhatTheServerSays() {
        assertThat(StatefulSet.parse("""
                {"kind": "StatefulSet", "metadata": {"name": "kadmos"}, "spec": {"replicas": 3}}"""))
                .isEqualTo(new StatefulSet(3, 0, false));
        assertThat(StatefulSet.parse("""
                {"kind": "StatefulSet", "metadata": {"deletionTimestamp": "2026-11-27T09:00:00Z"},
                 "spec": {"replicas": 0, "ordinals": {"start": 2}}, "status": {"replicas": 7}}"""))
                .isEqualTo(new StatefulSet(0, 2, true));
        assertThat(StatefulSet.parse("{\"kind\": \"StatefulSet\", \"spec\": {}}"))
                .isEqualTo(new StatefulSet(1, 0, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "{}", "null", "{\"kind\": \"StatefulSet\"}",
            "{\"kind\": \"Status\", \"spec\": {}}", "{\"kind\": \"StatefulSet\", \"spec\": {\"replicas\": \"3\"}}",
            "{\"kind\": \"StatefulSet\", \"spec\": {\"replicas\": -1}}",
            "{\"kind\": \"StatefulSet\", \"spec\": {\"replicas\": 3.5}}",
            "{\"kind\": \"StatefulSet\", \"spec\": {\"replicas\": 3, \"ordinals\": {\"start\": 99999999999}}}"})
    void refusesWhatIsNoStatefulSet(String json) {
        assertThatThrownBy(() -> StatefulSet.parse(json)).isInstanceOf(IllegalArgumentException.class);
    }
}
