package io.kadmos.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class RateLimitIT {

    private static RunningGateway gateway;

    private int addresses;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.start("--kadmos.http.rate-limit=1");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void tellsAWriterThatNothingWasDoneAndWhenToComeAgain() {
        HttpResponse<String> answer = limited(() -> gateway.put("/kv/a", "value"));
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"type\":\"/problems/rate-limited\"", "\"status\":429",
                "\"instance\":\"/kv/a\"", "\"outcome\":\"not-applied\"", "\"retryable\":true");
    }

    @Test
    void tellsAReaderNothingAboutWrites() {
        HttpResponse<String> answer = limited(() -> gateway.get("/kv/a"));
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.body()).contains("\"type\":\"/problems/rate-limited\"").doesNotContain("outcome");
    }

    @Test
    void limitsTheClusterToo() {
        assertThat(limited(() -> gateway.get("/cluster")).body()).contains("/problems/rate-limited");
    }

    @Test
    void letsAClientInAgain() throws InterruptedException {
        limited(() -> gateway.get("/kv/absent"));
        Thread.sleep(1_000);
        assertThat(gateway.get("/kv/absent").statusCode()).isEqualTo(404);
    }

    @Test
    void takesNoForwardedAddressForTheClients() {
        limited(() -> {
            addresses++;
            return gateway.get("/kv/a", "X-Forwarded-For: 203.0.113." + addresses);
        });
    }

    @Test
    void leavesThePagesOfTheConsoleAlone() {
        for (int i = 0; i < 20; i++) {
            assertThat(gateway.get("/console/index.html").statusCode()).isEqualTo(200);
        }
    }

    /** The second request at the latest comes too early, unless the machine stands still for a second. */
    private static HttpResponse<String> limited(Supplier<HttpResponse<String>> request) {
        HttpResponse<String> answer = request.get();
        for (int i = 0; i < 10 && answer.statusCode() != 429; i++) {
            answer = request.get();
        }
        assertThat(answer.statusCode()).isEqualTo(429);
        return answer;
    }
}
