package io.kadmos.dht.register.gateway;

import static io.kadmos.dht.register.gateway.Samples.A;
import static io.kadmos.dht.register.gateway.Samples.B;
import static io.kadmos.dht.register.gateway.Samples.C;
import static io.kadmos.dht.register.gateway.Samples.CONFIGURATION;
import static io.kadmos.dht.register.gateway.Samples.NEWER;
import static io.kadmos.dht.register.gateway.Samples.STRANGER;
import static io.kadmos.dht.register.gateway.Samples.ballot;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.message.RowDigest;
import io.kadmos.dht.record.Succession;
import io.kadmos.dht.register.KeyPage;
import io.kadmos.dht.register.gateway.QuorumListing.Step;

class QuorumListingTest {

    /** The keys, in row order. */
    private static final List<Key> KEYS = Stream.of("a", "b", "c", "d").map(Key::of).sorted(Key.BY_ID).toList();

    private final QuorumListing listing = new QuorumListing(CONFIGURATION);

    @Test
    void tellsWhatAnyMemberOfAQuorumHolds() {
        assertThat(listing.answered(A, rows(false, 1, 3))).isEqualTo(new Step.Wait());
        assertThat(listing.answered(C, rows(false, 0, 1))).isEqualTo(page(false, 0, 1, 3));
    }

    @Test
    void tellsNothingBehindTheFirstPlaceWhereAMemberHasMore() {
        listing.answered(A, rows(false, 0, 2, 3));
        assertThat(listing.answered(B, rows(true, 0, 1))).isEqualTo(page(true, 0, 1));
    }

    @Test
    void anEmptySlotHasNoKeys() {
        listing.answered(A, rows(false));
        assertThat(listing.answered(B, rows(false))).isEqualTo(page(false));
    }

    @Test
    void whoDoesNotAnswerHoldsNothingForTheQuorum() {
        assertThat(listing.failed(A)).isEqualTo(new Step.Wait());
        listing.answered(B, rows(false, 0));
        assertThat(listing.answered(C, new Response.Busy())).isEqualTo(new Step.Impossible());
    }

    @Test
    void aMemberOfAnotherConfigurationHasNoVoteAndNoKeys() {
        listing.answered(A, rows(false, 0));
        assertThat(listing.answered(STRANGER, rows(false, 1))).isEqualTo(new Step.Wait());
        assertThat(listing.answered(A, rows(false, 2))).isEqualTo(new Step.Wait());
        assertThat(listing.failed(STRANGER)).isEqualTo(new Step.Wait());
        assertThat(listing.answered(B, rows(false, 3))).isEqualTo(page(false, 0, 3));
    }

    @Test
    void anAnswerThatContradictsItselfIsNone() {
        listing.answered(A, rows(true));
        listing.answered(B, rows(false, 1));
        assertThat(listing.answered(C, rows(false, 2))).isEqualTo(page(false, 1, 2));
    }

    @Test
    void aNewerConfigurationIsFollowedAndAnOlderOneIsNot() {
        assertThat(listing.answered(A, new Response.WrongEpoch(NEWER))).isEqualTo(new Step.Moved(NEWER));
        Succession ours = new Succession(null, CONFIGURATION);
        assertThat(listing.answered(B, new Response.WrongEpoch(ours))).isEqualTo(new Step.Wait());
    }

    private static Step page(boolean more, int... keys) {
        return new Step.Complete(new KeyPage(IntStream.of(keys).mapToObj(KEYS::get).toList(), more));
    }

    private static Response.Rows rows(boolean more, int... keys) {
        return new Response.Rows(IntStream.of(keys)
                .mapToObj(key -> new RowDigest(KEYS.get(key), ballot(key))).toList(), more);
    }
}
