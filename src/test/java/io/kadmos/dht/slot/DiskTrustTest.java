package io.kadmos.dht.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Member;

class DiskTrustTest {

    private static final Member SELF = member("self", 1);
    private static final Member ONE = member("one", 2);
    private static final Member TWO = member("two", 3);
    private static final Configuration THREE = new Configuration(1, List.of(SELF, ONE, TWO));

    private final DiskTrust trust = new DiskTrust(SELF, 7);

    @Test
    void needsAMajorityOfTheMembersItselfIncluded() {
        assertThat(trust.covers(THREE)).isFalse();
        trust.seen(ONE, 7);
        assertThat(trust.covers(THREE)).isTrue();
        assertThat(trust.covers(new Configuration(1, List.of(SELF, TWO)))).isFalse();
    }

    @Test
    void aNodeIsNotBelievedToBeAloneBeforeOthersWereAsked() {
        Configuration alone = new Configuration(1, List.of(SELF));
        assertThat(trust.covers(alone)).isFalse();
        trust.believeAlone();
        assertThat(trust.covers(alone)).isTrue();
        assertThat(trust.covers(THREE)).isFalse();
        trust.seen(ONE, 8);
        assertThat(trust.covers(alone)).isFalse();
    }

    @Test
    void whoIsNoMemberOrHasAnotherDiskConfirmsNothing() {
        trust.seen(member("stranger", 4), 0);
        trust.seen(member("one", 5), 0);
        assertThat(trust.covers(THREE)).isFalse();
    }

    @Test
    void oneThatSawMoreOutweighsAllOthersForEver() {
        trust.seen(ONE, 0);
        trust.seen(TWO, 8);
        trust.seen(TWO, 0);
        assertThat(trust.isRolledBack()).isTrue();
        assertThat(trust.covers(THREE)).isFalse();
    }

    private static Member member(String name, long disk) {
        return new Member(Id.ofNode("c", name), new DiskId(0, disk));
    }
}
