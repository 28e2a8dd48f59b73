package io.kadmos.dht.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.membership.MembershipStatus;
import io.kadmos.dht.membership.NarrowPaths;
import io.kadmos.dht.membership.Skew;
import io.kadmos.dht.membership.Skew.Level;
import io.kadmos.dht.node.Readiness.Reason;

class ReadinessRuleTest {

    private static final Skew FINE = new Skew(Duration.ZERO, Level.FINE);

    private static final Reach ALONE = new Reach(2, 4);
    private static final Reach MOST = new Reach(3, 4);

    @Test
    void aNodeOfAClusterWithEnoughOthersIsReady() {
        assertThat(judge(formed(FINE)).isReady()).isTrue();
    }

    @Test
    void aNodeThatMetAnotherClusterOfItsNameSaysSoAndGoesOnServing() {
        MembershipStatus met = new MembershipStatus(true, List.of(), Optional.empty(), Optional.empty(),
                Optional.of("node x belongs to another cluster"), FINE, NarrowPaths.NONE);
        assertThat(judge(met).isReady()).isTrue();
        assertThat(judge(met).message()).contains("node x belongs to another cluster");
    }

    @Test
    void anInitialMemberNamesThoseItWaitsFor() {
        MembershipStatus status = blank(List.of("b", "c"), Optional.empty());
        assertThat(judge(status).reason()).isEqualTo(Reason.FORMING);
        assertThat(judge(status).message()).contains("b, c");
    }

    @Test
    void anInitialMemberThatMissesNoneSaysForWhatItWaits() {
        assertThat(judge(blank(List.of(), Optional.empty())).message()).contains("waiting for the initiator");
    }

    @Test
    void aDisagreementIsMoreTellingThanWhoIsMissing() {
        assertThat(judge(blank(List.of("b"), Optional.of("b was told other members"))).message())
                .isEqualTo("b was told other members");
    }

    @Test
    void aNodeThatOnlyJoinsSaysWhatToCheck() {
        Readiness readiness = ReadinessRule.judge(blank(List.of(), Optional.empty()), false, ALONE, Optional.empty(),
                false);
        assertThat(readiness.reason()).isEqualTo(Reason.JOINING);
        assertThat(readiness.message()).contains("kadmos.peer.seeds");
    }

    @Test
    void aNodeWithoutAQuorumIsIsolated() {
        assertThat(ReadinessRule.judge(formed(FINE), true, ALONE, Optional.empty(), false))
                .isEqualTo(new Readiness(Reason.ISOLATED, "a majority of the members answers for 2 of 4 slots only:"
                        + " check that UDP passes between the nodes"));
    }

    @Test
    void aNodeThatLeavesSaysHowFarItIs() {
        assertThat(ReadinessRule.judge(formed(FINE), true, MOST, Optional.of("1 of 2 slots"), false))
                .isEqualTo(new Readiness(Reason.DRAINING, "1 of 2 slots"));
    }

    @Test
    void anotherSecretIsNamedWhileItKeepsTheNodeAlone() {
        assertThat(ReadinessRule.judge(formed(FINE), true, ALONE, Optional.empty(), true).reason())
                .isEqualTo(Reason.AUTH_MISMATCH);
        assertThat(ReadinessRule.judge(formed(FINE), true, MOST, Optional.empty(), true).isReady()).isTrue();
        assertThat(ReadinessRule.judge(blank(List.of("b"), Optional.empty()), true, MOST, Optional.empty(), true)
                .message())
                .contains("kadmos.cluster.secret");
    }

    @Test
    void aClockThatIsFarOffMakesTheNodeUnreadyAndASmallSkewDoesNot() {
        assertThat(judge(formed(new Skew(Duration.ofSeconds(-11), Level.UNREADY))).reason())
                .isEqualTo(Reason.CLOCK_SKEW);
        assertThat(judge(formed(new Skew(Duration.ofSeconds(1), Level.ALARM))).isReady()).isTrue();
    }

    @Test
    void aNodeBehindANarrowLinkIsNotReadyAndSaysWhatToDo() {
        Readiness readiness = judge(formed(new NarrowPaths(List.of("b", "c"), true)));
        assertThat(readiness.reason()).isEqualTo(Reason.MTU);
        assertThat(readiness.message()).contains("kadmos.peer.max-datagram-bytes", "to or from b, c");
    }

    @Test
    void aNodeWithOneNarrowPathOfManySaysSoAndIsReady() {
        Readiness readiness = judge(formed(new NarrowPaths(List.of("b"), false)));
        assertThat(readiness.isReady()).isTrue();
        assertThat(readiness.message()).contains("taking part, but datagrams", "to or from b");
    }

    @Test
    void aNameThatIsTakenOutweighsEverything() {
        MembershipStatus taken = new MembershipStatus(false, List.of("b"), Optional.empty(), Optional.of("taken"),
                Optional.empty(), FINE, NarrowPaths.NONE);
        assertThat(judge(taken)).isEqualTo(new Readiness(Reason.DUPLICATE_NAME, "taken"));
    }

    private static Readiness judge(MembershipStatus status) {
        return ReadinessRule.judge(status, true, MOST, Optional.empty(), false);
    }

    private static MembershipStatus formed(Skew skew) {
        return new MembershipStatus(true, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), skew,
                NarrowPaths.NONE);
    }

    private static MembershipStatus formed(NarrowPaths narrow) {
        return new MembershipStatus(true, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), FINE,
                narrow);
    }

    private static MembershipStatus blank(List<String> missing, Optional<String> disagreement) {
        return new MembershipStatus(false, missing, disagreement, Optional.empty(), Optional.empty(), FINE,
                NarrowPaths.NONE);
    }
}
