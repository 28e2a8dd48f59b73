package io.kadmos.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.kadmos.dht.record.Version;
import io.kadmos.dht.register.Conditions.Tags;

final class EntityTagsTest {

    private static final Version ONE = new Version(1, 2);
    private static final Version TWO = new Version(3, 4);

    @Test
    void readsWhatItWrites() {
        assertThat(EntityTags.parse(EntityTags.of(ONE), false)).contains(new Tags.OneOf(Set.of(ONE)));
    }

    @Test
    void readsLists() {
        String list = " " + EntityTags.of(ONE) + " ,, " + EntityTags.of(TWO) + ",";
        assertThat(EntityTags.parse(list, false)).contains(new Tags.OneOf(Set.of(ONE, TWO)));
    }

    @Test
    void readsTheStar() {
        assertThat(EntityTags.parse(" * ", false)).contains(new Tags.Any());
    }

    @Test
    void takesWeakTagsOnlyWhereTheyCount() {
        String weak = "W/" + EntityTags.of(ONE);
        assertThat(EntityTags.parse(weak, false)).contains(new Tags.OneOf(Set.of()));
        assertThat(EntityTags.parse(weak, true)).contains(new Tags.OneOf(Set.of(ONE)));
    }

    @Test
    void letsForeignTagsMatchNothing() {
        assertThat(EntityTags.parse("\"foreign\", \"a,b\", \"\"", false)).contains(new Tags.OneOf(Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", "abc", "\"abc", "abc\"", "\"a\" \"b\"", "\"a\"b", "w/\"a\"", "*, \"a\"",
            "\"a\", *",
            "\"a b\"", "\"a\\\"b\"", "W/ \"a\"", "\"a\"; x"})
    void refusesEverythingElse(String list) {
        assertThat(EntityTags.parse(list, false)).isEmpty();
    }
}
