package io.kadmos.http.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

import io.kadmos.dht.id.Key;
import io.kadmos.http.problem.Problem;

/** What is read from headers: content types, idempotency keys, dates. */
final class RequestHeadersTest {

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/plain;charset=utf-8", "text/plain ; charset=\"utf-8\"",
            "application/vnd.api+json", "multipart/form-data; boundary=\"a b\\\"c\"", "a/b;", "a/b;;c=d"})
    void keepsContentTypesAsTheyAre(String type) {
        assertThat(ContentTypes.of(with("Content-Type", type))).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "text/", "/plain", "text/plain/x", "text plain", "text/plain; charset",
            "text/plain; charset=\"utf-8", "text/plain, text/html", "tëxt/plain"})
    void refusesOtherContentTypes(String type) {
        assertThatThrownBy(() -> ContentTypes.of(with("Content-Type", type))).isInstanceOf(Problem.class);
    }

    @Test
    void boundsContentTypes() {
        String longest = "a/" + "b".repeat(125);
        assertThat(ContentTypes.of(with("Content-Type", longest))).isEqualTo(longest);
        assertThatThrownBy(() -> ContentTypes.of(with("Content-Type", longest + "b"))).isInstanceOf(Problem.class);
        assertThat(ContentTypes.of(new MockHttpServletRequest())).isEqualTo("application/octet-stream");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ä", "a\u007f"})
    void refusesOtherIdempotencyKeys(String key) {
        assertThatThrownBy(() -> OperationIds.idempotencyKey(with("Idempotency-Key", key)))
                .isInstanceOf(Problem.class);
    }

    @Test
    void boundsIdempotencyKeys() {
        assertThat(OperationIds.idempotencyKey(new MockHttpServletRequest())).isEmpty();
        assertThat(OperationIds.idempotencyKey(with("Idempotency-Key", "~".repeat(64)))).isPresent();
        assertThatThrownBy(() -> OperationIds.idempotencyKey(with("Idempotency-Key", "~".repeat(65))))
                .isInstanceOf(Problem.class);
    }

    /** Every release must compute the same, or a retry across an update applies twice. */
    @Test
    void namesAWriteByItsIdempotencyKeyMethodAndKey() {
        assertThat(OperationIds.hash("retry-1", "PUT", Key.of("a")).hex())
                .isEqualTo("3f33550b18576c0d639a83baaa3c5b5a");
        assertThat(OperationIds.hash("retry-1", "DELETE", Key.of("a")))
                .isNotEqualTo(OperationIds.hash("retry-1", "PUT", Key.of("a")));
    }

    @Test
    void writesAndReadsDates() {
        Instant time = Instant.parse("1994-11-06T08:49:37.5Z");
        assertThat(HttpDate.format(time)).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
        assertThat(HttpDate.parse("Sun, 06 Nov 1994 08:49:37 GMT")).contains(Instant.parse("1994-11-06T08:49:37Z"));
        assertThat(HttpDate.parse("yesterday")).isEmpty();
        assertThat(HttpDate.isAfter(time, Instant.parse("1994-11-06T08:49:37Z"))).isFalse();
    }

    private static MockHttpServletRequest with(String header, String value) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader(header, value);
        return request;
    }
}
