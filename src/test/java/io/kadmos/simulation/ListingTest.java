package io.kadmos.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.register.KeyPage;
import io.kadmos.dht.register.ListOutcome;
import io.kadmos.dht.register.NotApplied;
import io.kadmos.dht.register.Written;

/** What a listing of keys promises: every key that was acknowledged before, whichever node is away. */
class ListingTest {

    private static final String KEY = "greeting";
    private static final Slot SLOT = Cluster.SLOTS.slotOf(Key.of(KEY).id());

    private final Scenario three = new Scenario(11, 3);

    @AfterEach
    void nothingWasFound() {
        assertThat(three.world().findings().all()).isEmpty();
    }

    @Test
    void findsAKeyThatOnlyTheOthersHold() {
        three.machine(2).crash();
        three.put(0, KEY, "hello");
        three.cluster().bootAll();
        three.untilReady();
        three.machine(0).crash();
        assertThat(list(2, null)).isEqualTo(new KeyPage(List.of(Key.of(KEY)), false));
    }

    @Test
    void tellsNothingWithoutAMajority() {
        three.put(0, KEY, "hello");
        three.isolate(2);
        assertThat(list(2, null)).isEqualTo(new NotApplied(NotApplied.Reason.NO_QUORUM));
    }

    @Test
    void goesOnBehindTheLastKeyOfAPage() {
        List<Key> keys = IntStream.range(0, Integer.MAX_VALUE).mapToObj(i -> Key.of("key-" + i))
                .filter(key -> Cluster.SLOTS.slotOf(key.id()).equals(SLOT)).limit(150).sorted(Key.BY_ID).toList();
        keys.forEach(key -> assertThat(three.put(0, key.text(), "x")).isInstanceOf(Written.class));
        assertThat(list(1, null)).isEqualTo(new KeyPage(keys.subList(0, 128), true));
        assertThat(list(1, keys.get(127))).isEqualTo(new KeyPage(keys.subList(128, 150), false));
    }

    private ListOutcome list(int through, @Nullable Key after) {
        return three.join(three.machine(through).node().orElseThrow().list(SLOT, after, Call.within(Scenario.TIMEOUT)));
    }
}
