package io.kadmos.dht.message;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The types of requests. Each type has a byte on the wire, 0x01 to 0x7f, and a name in metrics, traces and logs.
 * Dashboards of operators and other releases rely on both: no release changes either, or gives it to another type
 * (protocol.md §11).
 */
public enum RequestType {
    // @formatter:off: one type a line
    HELLO(0x01, "hello"),
    PING(0x02, "ping"),
    FIND_NODE(0x03, "find-node"),
    FIND_SLOT(0x04, "find-slot"),
    PROPOSE_FORMING(0x05, "propose-forming"),
    OFFER_FORMATION(0x06, "offer-formation"),
    QUERY(0x07, "query"),
    PREPARE(0x08, "prepare"),
    ACCEPT(0x09, "accept"),
    COMPARE_SLOTS(0x0a, "compare-slots"),
    LIST_ROWS(0x0b, "list-rows"),
    ASK_FORMATION(0x0c, "ask-formation"),
    PREPARE_CHANGE(0x0d, "prepare-change"),
    ACCEPT_CHANGE(0x0e, "accept-change"),
    TELL_SUCCESSIONS(0x0f, "tell-successions"),
    COMPARE_CONFIGURATIONS(0x10, "compare-configurations"),
    WARM_UP(0x11, "warm-up"),
    LIST_TAKEOVER(0x12, "list-takeover"),
    FETCH_RECORDS(0x13, "fetch-records"),
    COMPARE_DISK(0x14, "compare-disk"),
    ASK_ROUTING_TABLE(0x15, "ask-routing-table"),
    SURVEY_SLOTS(0x16, "survey-slots"),
    GIVE_UP_DISKS(0x17, "give-up-disks"),
    PROBE_PATH(0x18, "probe-path");
    // @formatter:on

    private static final Map<Integer, RequestType> BY_CODE = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(RequestType::code, Function.identity()));

    private final int code;
    private final String typeName;

    RequestType(int code, String typeName) {
        this.code = code;
        this.typeName = typeName;
    }

    /** The name of the type in metrics, traces and logs. */
    public String typeName() {
        return typeName;
    }

    /** The byte of the type on the wire. */
    int code() {
        return code;
    }

    static RequestType of(Request request) {
        return switch (request) {
            case Request.Hello _ -> HELLO;
            case Request.Ping _ -> PING;
            case Request.FindNode _ -> FIND_NODE;
            case Request.FindSlot _ -> FIND_SLOT;
            case Request.ProposeForming _ -> PROPOSE_FORMING;
            case Request.OfferFormation _ -> OFFER_FORMATION;
            case Request.AskFormation _ -> ASK_FORMATION;
            case Request.Query _ -> QUERY;
            case Request.Prepare _ -> PREPARE;
            case Request.Accept _ -> ACCEPT;
            case Request.CompareSlots _ -> COMPARE_SLOTS;
            case Request.ListRows _ -> LIST_ROWS;
            case Request.PrepareChange _ -> PREPARE_CHANGE;
            case Request.AcceptChange _ -> ACCEPT_CHANGE;
            case Request.TellSuccessions _ -> TELL_SUCCESSIONS;
            case Request.CompareConfigurations _ -> COMPARE_CONFIGURATIONS;
            case Request.WarmUp _ -> WARM_UP;
            case Request.ListTakeover _ -> LIST_TAKEOVER;
            case Request.FetchRecords _ -> FETCH_RECORDS;
            case Request.CompareDisk _ -> COMPARE_DISK;
            case Request.AskRoutingTable _ -> ASK_ROUTING_TABLE;
            case Request.SurveySlots _ -> SURVEY_SLOTS;
            case Request.GiveUpDisks _ -> GIVE_UP_DISKS;
            case Request.ProbePath _ -> PROBE_PATH;
        };
    }

    /** Whether a message that begins with this byte is a request. */
    static boolean isCode(int code) {
        return code < 0x80;
    }

    /**
     * The type with this byte.
     *
     * @throws MessageCodec.UnknownPartException if this version knows none
     */
    static RequestType ofCode(int code) {
        RequestType type = BY_CODE.get(code);
        if (type == null) {
            throw new MessageCodec.UnknownPartException("request type " + code);
        }
        return type;
    }
}
