package io.kadmos.http.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.kadmos.http.problem.Problem;

final class KeyPathTest {

    private final KeyPath paths = new KeyPath(512);

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"/kv/a,a", "/kv/users/42/name,users/42/name",
            "/kv/users%2F42/name,users/42/name", "/kv/a%20b,a b", "/kv/a+b,a+b", "/kv/%25,%", "/kv/%2525,%25",
            "/kv/caf%C3%A9,café", "/kv//,/", "/kv/a/,a/", "/kv/a//b,a//b", "/kv/a;b=c,a;b=c", "/kv/A,A", "/kv/...,...",
            "/kv/.a,.a", "/kv/a.,a.", "/kv/a..b,a..b", "/kv/..a/b,..a/b", "/kv/a%5Cb,a\\b", "/kv/%F0%9F%98%80,😀"})
    void decodesOnce(String path, String key) {
        assertThat(paths.parse(path).text()).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/kv/", "/kv", "/", "", "/kvx", "//kv/a", "/kv/%", "/kv/%4", "/kv/%zz", "/kv/a%-1",
            "/kv/%ff", "/kv/%C3", "/kv/%C0%80", "/kv/%ED%A0%80", "/kv/%00", "/kv/a%0Ab", "/kv/%1f", "/kv/%7f",
            "/kv/%C2%80", "/kv/%C2%9F"})
    void refusesWhatIsNoKey(String path) {
        assertRefused(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/kv/.", "/kv/..", "/kv/a/.", "/kv/a/..", "/kv/../a", "/kv/a/./b", "/kv/a/../b",
            "/kv/%2e", "/kv/%2E%2e", "/kv/.%2e/a", "/kv/a%2F..%2Fb", "/kv/..;x=y/a", "/kv/a/.;", "/kv/%2e%3Bx",
            "/kv/..%5Ca", "/kv/a\\.."})
    void refusesDotSegmentsInEveryDisguise(String path) {
        assertRefused(path);
        assertThat(KeyPath.hasDotSegment(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/kv/a", "/kv/a.b", "/kv/..a", "/kv/a%2Fb", "/kv/...", "/kv/a;..", "/cluster"})
    void leavesOtherPathsAlone(String path) {
        assertThat(KeyPath.hasDotSegment(path)).isFalse();
    }

    @Test
    void countsBytesAndNotCharacters() {
        assertThat(paths.parse("/kv/" + "%C3%A9".repeat(256)).length()).isEqualTo(512);
        assertRefused("/kv/" + "%C3%A9".repeat(256) + "a");
        assertRefused("/kv/" + "a".repeat(513));
    }

    private void assertRefused(String path) {
        assertThatThrownBy(() -> paths.parse(path)).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.BAD_KEY));
    }
}
