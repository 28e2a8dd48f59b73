package io.kadmos.dht.register.upkeep;

import static io.kadmos.dht.register.gateway.Samples.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.message.RowDigest;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.storage.Listing;

class RepairServerTest {

    private static final List<Key> KEYS = Stream.of("a", "b", "c").map(Key::of).sorted(Key.BY_ID).toList();
    private static final StoredRecord RECORD = record(1, "one");

    @Test
    void aDamagedRecordIsListedInItsPlaceWithoutABallot() {
        Listing listing = new Listing(List.of(new Listing.Item(KEYS.get(0), RECORD),
                new Listing.Item(KEYS.get(2), RECORD)), List.of(KEYS.get(1)), false);
        assertThat(RepairServer.rows(listing)).isEqualTo(new Response.Rows(List.of(
                new RowDigest(KEYS.get(0), RECORD.accepted()), RowDigest.damaged(KEYS.get(1)),
                new RowDigest(KEYS.get(2), RECORD.accepted())), false));
    }

    @Test
    void damagedRecordsAloneDoNotEndAListing() {
        Listing listing = new Listing(List.of(), KEYS, true);
        assertThat(RepairServer.rows(listing).more()).isTrue();
        assertThat(RepairServer.rows(Listing.NOTHING)).isEqualTo(new Response.Rows(List.of(), false));
    }
}
