package io.kadmos.http.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.kadmos.http.problem.Problem;

final class ByteRangeTest {

    private static final int LENGTH = 10;

    @ParameterizedTest
    @CsvSource({"bytes=0-0,0,1", "bytes=0-9,0,10", "bytes=2-4,2,5", "bytes=3-,3,10", "bytes=-3,7,10", "bytes=-99,0,10",
            "bytes=9-99,9,10", "Bytes= 1-2 ,1,3", "bytes=0-99999999999999999999,0,10", "bytes=0009-9,9,10"})
    void readsOneRange(String header, int start, int end) {
        assertThat(ByteRange.parse(header, LENGTH)).contains(new ByteRange(start, end));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-4", "bytes=0-1,3-4", "items=0-1",
            "bytes 0-1", "bytes=1", "bytes=--1"})
    void ignoresWhatItDoesNotUnderstand(String header) {
        assertThat(ByteRange.parse(header, LENGTH)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99999999999999999999-"})
    void refusesWhatLiesBehindTheEnd(String header) {
        assertThatThrownBy(() -> ByteRange.parse(header, LENGTH)).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.headers()).containsEntry("Content-Range", "bytes */10"));
    }

    @Test
    void hasNoPartOfNothing() {
        assertThatThrownBy(() -> ByteRange.parse("bytes=0-", 0)).isInstanceOf(Problem.class);
    }

    @Test
    void tellsItsPlace() {
        assertThat(new ByteRange(2, 5).contentRange(LENGTH)).isEqualTo("bytes 2-4/10");
    }
}
