package io.kadmos.http.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.kadmos.dht.id.Id;
import io.kadmos.http.problem.Problem;

final class QueryTest {

    @ParameterizedTest
    @CsvSource({"ttl=30s,30s", "a=b&ttl=30s&c,30s", "ttl=a+b,a b", "ttl=a%2Bb,a+b", "tt%6C=1,1", "ttl=a=b,a=b",
            "ttl,''",
            "ttl=,''"})
    void decodesAsFormsDo(String query, String value) {
        assertThat(new Query(query).once("ttl")).contains(value);
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(new Query(null).once("ttl")).isEmpty();
        assertThat(new Query("").once("ttl")).isEmpty();
        assertThat(new Query("TTL=1&xttl=2").once("ttl")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ttl=1&ttl=2", "ttl=1&ttl=1", "ttl&ttl", "ttl=%", "ttl=%zz", "%zz=1"})
    void refusesRepetitionsAndBadEscapes(String query) {
        assertThatThrownBy(() -> new Query(query).once("ttl")).isInstanceOf(Problem.class);
    }

    @Test
    void readsIds() {
        Id id = Id.ofKey(new byte[]{1});
        assertThat(new Query("node=" + id.hex()).id("node")).contains(id);
        assertThat(new Query("key=a").id("node")).isEmpty();
        assertThatThrownBy(() -> new Query("node=abc").id("node")).isInstanceOf(Problem.class)
                .hasMessageContaining("\"node\" has 40 hexadecimal digits");
    }
}
