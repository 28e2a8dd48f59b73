package io.kadmos.dht.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bytes and names of all types. Other releases and the dashboards of operators rely on each of them. */
final class TypeNamesTest {

    @Test
    void keepsTheByteAndTheNameOfEveryRequest() {
        assertThat(Arrays.stream(RequestType.values()).map(type -> line(type.code(), type.typeName())))
                .containsExactly("01 hello", "02 ping", "03 find-node", "04 find-slot", "05 propose-forming",
                        "06 offer-formation", "07 query", "08 prepare", "09 accept", "0a compare-slots",
                        "0b list-rows", "0c ask-formation", "0d prepare-change", "0e accept-change",
                        "0f tell-successions", "10 compare-configurations", "11 warm-up", "12 list-takeover",
                        "13 fetch-records", "14 compare-disk", "15 ask-routing-table", "16 survey-slots",
                        "17 give-up-disks", "18 probe-path");
    }

    @Test
    void keepsTheByteAndTheNameOfEveryAnswer() {
        assertThat(Arrays.stream(ResponseType.values()).map(type -> line(type.code(), type.typeName())))
                .containsExactly("81 welcome", "82 pong", "83 nodes", "84 slot-found", "85 blank",
                        "86 already-formed", "87 disagrees", "88 current", "89 promised", "8a accepted",
                        "8b differing-slots", "8c rows", "8d change-verdicts", "8e standings", "8f successions",
                        "90 warm", "91 takeover-page", "92 records", "93 disk-seen", "94 routing-table",
                        "95 surveyed", "96 disks-given-up", "97 path-probed", "e0 outbid", "e1 wrong-epoch",
                        "e2 not-active", "e3 damaged", "e5 busy", "e6 unsupported");
    }

    @Test
    void givesEveryMessageOneTypeAndEveryTypeItsOwnName() {
        List<String> names = new ArrayList<>();
        Examples.all().forEach(message -> names.add(message.typeName()));

        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z]+(-[a-z]+)*"))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                        Arrays.stream(RequestType.values()).map(RequestType::typeName),
                        Arrays.stream(ResponseType.values()).map(ResponseType::typeName)).toList());
    }

    private static String line(int code, String name) {
        return String.format("%02x %s", code, name);
    }
}
