package io.kadmos.dht.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Member;

class GatherTest {

    private static final Member A = member("a");
    private static final Member B = member("b");
    private static final Member C = member("c");

    private final Map<Member, Consumer<String>> asked = new LinkedHashMap<>();
    private final List<Object> told = new ArrayList<>();
    private final Gather<String> gather = new Gather<>(List.of(B, A, C), (member, done) -> asked.put(member, done),
            (member, result) -> told.add(Map.entry(member, result)), () -> told.add("ended"));

    @Test
    void asksEveryMemberInOrderAtItsStart() {
        assertThat(asked).isEmpty();
        gather.start();
        assertThat(asked.keySet()).containsExactly(B, A, C);
        assertThat(told).isEmpty();
    }

    @Test
    void tellsEachResultAsItComesAndTheEndOnce() {
        gather.start();
        end(C, "yes");
        end(B, "no");
        assertThat(told).containsExactly(Map.entry(C, "yes"), Map.entry(B, "no"));
        end(A, "yes");
        assertThat(told).containsExactly(Map.entry(C, "yes"), Map.entry(B, "no"), Map.entry(A, "yes"), "ended");
    }

    @Test
    void isSilentOnceItIsCancelled() {
        gather.start();
        end(C, "yes");
        gather.cancel();
        end(A, "yes");
        end(B, "yes");
        assertThat(told).containsExactly(Map.entry(C, "yes"));
    }

    @Test
    void doesNotTellTheEndIfTheLastResultHadItCancelled() {
        List<Member> heard = new ArrayList<>();
        List<Gather<String>> own = new ArrayList<>();
        own.add(new Gather<>(List.of(A), (member, done) -> asked.put(member, done), (member, _) -> {
            heard.add(member);
            own.getFirst().cancel();
        }, () -> told.add("ended")));
        own.getFirst().start();
        end(A, "yes");
        assertThat(heard).containsExactly(A);
        assertThat(told).isEmpty();
    }

    @Test
    void aGatherWithoutMembersWouldNeverEnd() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Gather<String>(List.of(), (member, done) -> asked.put(member, done), (_, _) -> {},
                        () -> {}));
    }

    private void end(Member member, String result) {
        Objects.requireNonNull(asked.get(member)).accept(result);
    }

    private static Member member(String name) {
        return new Member(Id.ofNode("c", name), new DiskId(1, 1));
    }
}
