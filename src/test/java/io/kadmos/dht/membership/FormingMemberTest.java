package io.kadmos.dht.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.membership.Town.Resident;
import io.kadmos.dht.message.Introduction;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Formation;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.NodeState;
import io.kadmos.dht.record.SlotSpace;
import io.kadmos.dht.rpc.CallResult;

/** What an initial member answers to an initiator whose messages the test chooses. */
class FormingMemberTest {

    private static final List<String> NAMES = List.of("ada", "bob");
    private static final DiskId OLD_DISK = new DiskId(1, 1);
    private static final DiskId NEW_DISK = new DiskId(2, 2);
    private static final Endpoint INITIATORS_HOME = Town.endpoint(1);
    private static final Duration SOON = Duration.ofMillis(300);

    private final Town town = new Town(1);
    private final String initiatorsName = nodeId("ada").compareTo(nodeId("bob")) < 0 ? "ada" : "bob";
    private final Resident member = town.settle(initiatorsName.equals("ada") ? "bob" : "ada", 2, NAMES, List.of());
    private final LossyNetwork.Plug initiator = town.network.plug(new Contact(nodeId(initiatorsName), INITIATORS_HOME));
    private DiskId present = OLD_DISK;

    FormingMemberTest() {
        initiator.on(Request.Hello.class, (hello, caller, answer) -> answer.accept(new Response.Welcome(
                new Introduction(initiatorsName, present, 1, INITIATORS_HOME, null, NodeState.JOINING, 0, ""))));
        initiator.connect();
        member.start();
        town.loop.runFor(SOON);
    }

    @Test
    void saysThatItIsBlankOnlyWhenTheInitiatorIsDurable() {
        List<Response> answers = call(propose(OLD_DISK, NAMES));
        member.crash();
        town.loop.runFor(SOON);
        assertThat(answers).isEmpty();

        member.start();
        town.loop.runFor(SOON);
        assertThat(ask(offer(OLD_DISK))).isInstanceOf(Response.Disagrees.class);
    }

    @Test
    void remembersTheInitiatorOverACrash() {
        assertThat(ask(propose(OLD_DISK, NAMES))).isEqualTo(new Response.Blank(member.local().disk()));
        member.crash();
        member.start();
        town.loop.runFor(SOON);
        assertThat(ask(offer(OLD_DISK))).isEqualTo(new Response.AlreadyFormed(formation(OLD_DISK)));
    }

    @Test
    void refusesAnOfferOfAnyButTheInitiatorFollowedLast() {
        ask(propose(OLD_DISK, NAMES));
        loseTheDisk();
        assertThat(ask(offer(OLD_DISK))).isInstanceOf(Response.Disagrees.class);
        assertThat(member.formed).isEmpty();
        assertThat(ask(offer(NEW_DISK))).isEqualTo(new Response.AlreadyFormed(formation(NEW_DISK)));
    }

    @Test
    void followsAnotherDiskOnlyWhenTheInitiatorSaysThatItHasIt() {
        ask(propose(OLD_DISK, NAMES));
        assertThat(ask(propose(NEW_DISK, NAMES))).isInstanceOf(Response.Disagrees.class);
        assertThat(ask(propose(NEW_DISK, NAMES))).isInstanceOf(Response.Disagrees.class);
        assertThat(ask(offer(OLD_DISK))).isEqualTo(new Response.AlreadyFormed(formation(OLD_DISK)));
    }

    @Test
    void aStragglerOfTheOldDiskIsNoNews() {
        ask(propose(OLD_DISK, NAMES));
        loseTheDisk();
        assertThat(ask(propose(OLD_DISK, NAMES))).isInstanceOf(Response.Disagrees.class);
        assertThat(ask(offer(OLD_DISK))).isInstanceOf(Response.Disagrees.class);
    }

    @Test
    void aStragglerOfADiskNeverHeardOfIsNoNewsEither() {
        present = NEW_DISK;
        assertThat(ask(propose(NEW_DISK, NAMES))).isInstanceOf(Response.Blank.class);
        assertThat(ask(propose(OLD_DISK, NAMES))).isInstanceOf(Response.Disagrees.class);
        assertThat(ask(propose(NEW_DISK, NAMES))).isInstanceOf(Response.Blank.class);
        assertThat(ask(offer(NEW_DISK))).isEqualTo(new Response.AlreadyFormed(formation(NEW_DISK)));
    }

    @Test
    void doesNotWaverBetweenTwoLivingNodesOfTheSameName() {
        ask(propose(OLD_DISK, NAMES));
        loseTheDisk();
        present = OLD_DISK;
        ask(propose(OLD_DISK, NAMES));
        assertThat(ask(propose(OLD_DISK, NAMES))).isInstanceOf(Response.Disagrees.class);
        assertThat(ask(offer(NEW_DISK))).isEqualTo(new Response.AlreadyFormed(formation(NEW_DISK)));
    }

    @Test
    void followsTheNewDiskWhenTheInitiatorWasSilentAtFirst() {
        ask(propose(OLD_DISK, NAMES));
        initiator.pull();
        call(propose(NEW_DISK, NAMES));
        town.loop.runFor(MembershipSettings.DEFAULT.callTimeout());
        initiator.connect();
        loseTheDisk();
        assertThat(ask(offer(NEW_DISK))).isEqualTo(new Response.AlreadyFormed(formation(NEW_DISK)));
    }

    private void loseTheDisk() {
        present = NEW_DISK;
        assertThat(ask(propose(NEW_DISK, NAMES))).isInstanceOf(Response.Disagrees.class);
        assertThat(ask(propose(NEW_DISK, NAMES))).isEqualTo(new Response.Blank(member.local().disk()));
    }

    @Test
    void refusesAnOfferThatNamesAnotherDiskOfItsOwn() {
        ask(propose(OLD_DISK, NAMES));
        Formation wrong = new Formation(
                List.of(new Member(nodeId(initiatorsName), OLD_DISK), new Member(member.local().id(), NEW_DISK)), 3,
                SlotSpace.DEFAULT);
        assertThat(ask(new Request.OfferFormation(OLD_DISK, wrong))).isInstanceOf(Response.Disagrees.class);
        assertThat(member.formed).isEmpty();
    }

    @Test
    void doesNotGoAlongWithAnotherListOrAnotherInitiator() {
        assertThat(ask(propose(OLD_DISK, List.of("ada", "bob", "cyd")))).isInstanceOf(Response.Disagrees.class);
        assertThat(member.membership().status().disagreement()).isPresent();
        LossyNetwork.Plug stranger = town.network.plug(new Contact(nodeId("zoe"), Town.endpoint(9)));
        stranger.connect();
        assertThat(ask(stranger, propose(OLD_DISK, NAMES))).isInstanceOf(Response.Disagrees.class);
    }

    @Test
    void onceFormedAnswersEverythingWithItsFormation() {
        ask(propose(OLD_DISK, NAMES));
        ask(offer(OLD_DISK));
        Response formed = new Response.AlreadyFormed(formation(OLD_DISK));
        assertThat(ask(propose(NEW_DISK, NAMES))).isEqualTo(formed);
        assertThat(ask(offer(NEW_DISK))).isEqualTo(formed);
        assertThat(ask(new Request.AskFormation())).isEqualTo(formed);
    }

    private Response ask(Request request) {
        return ask(initiator, request);
    }

    private Response ask(LossyNetwork.Plug asker, Request request) {
        List<Response> answers = call(asker, request);
        town.loop.runFor(SOON);
        assertThat(answers).hasSize(1);
        return answers.getFirst();
    }

    private List<Response> call(Request request) {
        return call(initiator, request);
    }

    private List<Response> call(LossyNetwork.Plug asker, Request request) {
        List<Response> answers = new ArrayList<>();
        Contact to = new Contact(member.local().id(), Town.endpoint(2));
        asker.call(to, request, Duration.ofSeconds(1), result -> {
            if (result instanceof CallResult.Answered(Response response, Duration _)) {
                answers.add(response);
            }
        });
        town.loop.runFor(Duration.ofMillis(5));
        return answers;
    }

    private static Request propose(DiskId initiatorsDisk, List<String> names) {
        return new Request.ProposeForming(initiatorsDisk, names, 3, SlotSpace.DEFAULT.bits());
    }

    private Request offer(DiskId initiatorsDisk) {
        return new Request.OfferFormation(initiatorsDisk, formation(initiatorsDisk));
    }

    private Formation formation(DiskId initiatorsDisk) {
        return new Formation(
                List.of(new Member(nodeId(initiatorsName), initiatorsDisk), member.local().asMember()), 3,
                SlotSpace.DEFAULT);
    }

    private static Id nodeId(String name) {
        return Id.ofNode(Town.CLUSTER, name);
    }
}
