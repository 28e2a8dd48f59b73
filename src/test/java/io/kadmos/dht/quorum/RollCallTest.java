package io.kadmos.dht.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.quorum.RollCall.Heard;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.storage.ManualLoop;

class RollCallTest {

    private static final Member A = member("a");
    private static final Member B = member("b");
    private static final Member UNKNOWN = member("unknown");
    private static final Request QUESTION = new Request.GiveUpDisks(List.of());
    private static final CallResult YES = new CallResult.Answered(new Response.DisksGivenUp(), Duration.ZERO);

    private final ManualLoop loop = new ManualLoop();
    private final Map<Id, Consumer<CallResult>> asked = new LinkedHashMap<>();
    private final List<Heard> heard = new ArrayList<>();
    private final MemberCalls calls = new MemberCalls((to, request, timeout, done) -> asked.put(to.id(), done), loop,
            RollCallTest::contact);

    @Test
    void tellsAllAnswersWhenTheLastHasCome() {
        RollCall.ask(calls, List.of(A, B), QUESTION, Duration.ofSeconds(1), heard::add);
        end(B, YES);
        assertThat(heard).isEmpty();
        end(A, new CallResult.Answered(new Response.Busy(), Duration.ZERO));
        assertThat(heard).containsExactly(
                new Heard.All(Map.of(A, new Response.Busy(), B, new Response.DisksGivenUp())));
    }

    @Test
    void endsAtTheFirstSilence() {
        RollCall.ask(calls, List.of(A, B), QUESTION, Duration.ofSeconds(1), heard::add);
        end(B, new CallResult.TimedOut());
        assertThat(heard).containsExactly(new Heard.Silent(B));
        end(A, new CallResult.TimedOut());
        assertThat(heard).hasSize(1);
    }

    @Test
    void aMemberWithoutAnAddressIsSilent() {
        RollCall.ask(calls, List.of(A, UNKNOWN), QUESTION, Duration.ofSeconds(1), heard::add);
        assertThat(heard).isEmpty();
        loop.run();
        assertThat(heard).containsExactly(new Heard.Silent(UNKNOWN));
        end(A, YES);
        assertThat(heard).hasSize(1);
    }

    private void end(Member member, CallResult result) {
        Objects.requireNonNull(asked.get(member.node())).accept(result);
    }

    private static Optional<Contact> contact(Id node) {
        return node.equals(UNKNOWN.node())
                ? Optional.empty()
                : Optional.of(new Contact(node, Endpoint.of(new byte[]{127, 0, 0, 1}, 7400)));
    }

    private static Member member(String name) {
        return new Member(Id.ofNode("c", name), new DiskId(1, 1));
    }
}
