package io.kadmos.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of {@code /cluster/drain}, against a node of one, which no other can relieve. */
final class DrainIT {

    private static final String NOT_ASKED = "{\"state\":\"idle\",\"slots\":{\"total\":0,\"moved\":0},"
            + "\"underReplicated\":0,\"readBack\":{\"confirmed\":0,\"missing\":0},"
            + "\"detail\":\"this node was not asked to leave\"}";
    private static final String BEGUN = "{\"state\":\"draining\",\"slots\":{\"total\":4096,\"moved\":0},"
            + "\"underReplicated\":0,\"readBack\":{\"confirmed\":0,\"missing\":0},"
            + "\"detail\":\"0 of 4096 slots are handed over\"}";

    @Test
    void beginsWhenAskedAndTellsHowFarItHasCome() {
        try (RunningGateway gateway = RunningGateway.start()) {
            assertThat(gateway.get("/cluster/drain").body()).isEqualTo(NOT_ASKED);
            gateway.put("/kv/kept", "x");
            HttpResponse<String> begun = gateway.send("POST", "/cluster/drain", "");
            assertThat(begun.statusCode()).isEqualTo(202);
            assertThat(begun.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(begun.body()).isEqualTo(BEGUN);
            assertThat(gateway.send("POST", "/cluster/drain", "").statusCode()).isEqualTo(202);
            assertThat(gateway.get("/cluster/drain").body()).isEqualTo(BEGUN);
            assertThat(gateway.management("/actuator/health/readiness").body())
                    .contains("\"reason\":\"draining\"", "0 of 4096 slots are handed over");
            assertThat(gateway.get("/kv/kept").body()).isEqualTo("x");
        }
    }

    @Test
    void allowsNoOtherMethod() {
        try (RunningGateway gateway = RunningGateway.start()) {
            for (String method : List.of("PUT", "DELETE", "PATCH")) {
                HttpResponse<String> refused = gateway.send(method, "/cluster/drain", "");
                assertThat(refused.statusCode()).isEqualTo(405);
                assertThat(refused.headers().firstValue("Allow").orElseThrow().split(", ?"))
                        .containsExactlyInAnyOrder("GET", "POST");
                assertThat(refused.body()).contains("\"type\":\"/problems/method-not-allowed\"");
            }
            assertThat(gateway.get("/cluster/drain").body()).isEqualTo(NOT_ASKED);
        }
    }
}
