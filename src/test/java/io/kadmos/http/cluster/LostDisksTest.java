package io.kadmos.http.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.Bytes;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Member;
import io.kadmos.http.problem.Problem;

final class LostDisksTest {

    private static final String NODE = "8bd3543b1f5fca14dad088f9d3b02421ee14125b";
    private static final String DISK = "0123456789abcdeffedcba9876543210";

    @Test
    void readsNodesWithTheirDisks() {
        String body = "{\"lost\":[{\"name\":\"carol\",\"node\":\"" + NODE + "\",\"disk\":\"" + DISK + "\"}]}";
        assertThat(parse(body).members()).containsExactly(new Member(Id.parse(NODE), DiskId.parse(DISK)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"lost\":[]}"})
    void nothingNamedMeansWhateverIsMissing(String body) {
        assertThat(parse(body).members()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "lost", "{\"lost\":{}}", "{\"lost\":[1]}", "{\"lost\":[{}]}",
            "{\"lost\":\"x\"}", "{\"lost\":[",
            "{\"lost\":[{\"node\":\"" + NODE + "\"}]}", "{\"lost\":[{\"node\":\"x\",\"disk\":\"" + DISK + "\"}]}",
            "{\"lost\":[{\"node\":\"" + NODE + "\",\"disk\":\"" + NODE + "\"}]}"})
    void refusesEverythingElse(String body) {
        assertThatThrownBy(() -> parse(body)).isInstanceOf(Problem.class).hasMessageContaining("the body is");
    }

    private static LostDisks parse(String body) {
        return LostDisks.parse(new JsonMapper(), Bytes.wrap(body.getBytes(StandardCharsets.UTF_8)));
    }
}
