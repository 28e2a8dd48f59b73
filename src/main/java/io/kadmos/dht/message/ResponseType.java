package io.kadmos.dht.message;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The types of answers. Each type has a byte on the wire, 0x80 to 0xff, and a name in metrics, traces and logs.
 * Dashboards of operators and other releases rely on both: no release changes either, or gives it to another type
 * (protocol.md §11).
 */
public enum ResponseType {
    // @formatter:off: one type a line
    WELCOME(0x81, "welcome"),
    PONG(0x82, "pong"),
    NODES(0x83, "nodes"),
    SLOT_FOUND(0x84, "slot-found"),
    BLANK(0x85, "blank"),
    ALREADY_FORMED(0x86, "already-formed"),
    DISAGREES(0x87, "disagrees"),
    CURRENT(0x88, "current"),
    PROMISED(0x89, "promised"),
    ACCEPTED(0x8a, "accepted"),
    DIFFERING_SLOTS(0x8b, "differing-slots"),
    ROWS(0x8c, "rows"),
    CHANGE_VERDICTS(0x8d, "change-verdicts"),
    STANDINGS(0x8e, "standings"),
    SUCCESSIONS(0x8f, "successions"),
    WARM(0x90, "warm"),
    TAKEOVER_PAGE(0x91, "takeover-page"),
    RECORDS(0x92, "records"),
    DISK_SEEN(0x93, "disk-seen"),
    ROUTING_TABLE(0x94, "routing-table"),
    SURVEYED(0x95, "surveyed"),
    DISKS_GIVEN_UP(0x96, "disks-given-up"),
    PATH_PROBED(0x97, "path-probed"),
    OUTBID(0xe0, "outbid"),
    WRONG_EPOCH(0xe1, "wrong-epoch"),
    NOT_ACTIVE(0xe2, "not-active"),
    DAMAGED(0xe3, "damaged"),
    BUSY(0xe5, "busy"),
    UNSUPPORTED(0xe6, "unsupported");
    // @formatter:on

    private static final Map<Integer, ResponseType> BY_CODE = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(ResponseType::code, Function.identity()));

    private final int code;
    private final String typeName;

    ResponseType(int code, String typeName) {
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

    static ResponseType of(Response response) {
        return switch (response) {
            case Response.Welcome _ -> WELCOME;
            case Response.Pong _ -> PONG;
            case Response.PathProbed _ -> PATH_PROBED;
            case Response.Nodes _ -> NODES;
            case Response.SlotFound _ -> SLOT_FOUND;
            case Response.Blank _ -> BLANK;
            case Response.AlreadyFormed _ -> ALREADY_FORMED;
            case Response.Disagrees _ -> DISAGREES;
            case Response.Current _ -> CURRENT;
            case Response.Promised _ -> PROMISED;
            case Response.Accepted _ -> ACCEPTED;
            case Response.DifferingSlots _ -> DIFFERING_SLOTS;
            case Response.Rows _ -> ROWS;
            case Response.ChangeVerdicts _ -> CHANGE_VERDICTS;
            case Response.Standings _ -> STANDINGS;
            case Response.Successions _ -> SUCCESSIONS;
            case Response.Warm _ -> WARM;
            case Response.TakeoverPage _ -> TAKEOVER_PAGE;
            case Response.Records _ -> RECORDS;
            case Response.DiskSeen _ -> DISK_SEEN;
            case Response.RoutingTable _ -> ROUTING_TABLE;
            case Response.Surveyed _ -> SURVEYED;
            case Response.DisksGivenUp _ -> DISKS_GIVEN_UP;
            case Response.Outbid _ -> OUTBID;
            case Response.WrongEpoch _ -> WRONG_EPOCH;
            case Response.NotActive _ -> NOT_ACTIVE;
            case Response.Damaged _ -> DAMAGED;
            case Response.Busy _ -> BUSY;
            case Response.Unsupported _ -> UNSUPPORTED;
        };
    }

    /**
     * The type with this byte.
     *
     * @throws MessageCodec.UnknownPartException if this version knows none
     */
    static ResponseType ofCode(int code) {
        ResponseType type = BY_CODE.get(code);
        if (type == null) {
            throw new MessageCodec.UnknownPartException("answer type " + code);
        }
        return type;
    }
}
