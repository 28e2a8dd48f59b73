package io.kadmos.dht.message;

import io.kadmos.dht.message.Response.Accepted;
import io.kadmos.dht.message.Response.AlreadyFormed;
import io.kadmos.dht.message.Response.Blank;
import io.kadmos.dht.message.Response.Busy;
import io.kadmos.dht.message.Response.Current;
import io.kadmos.dht.message.Response.Damaged;
import io.kadmos.dht.message.Response.DifferingSlots;
import io.kadmos.dht.message.Response.Disagrees;
import io.kadmos.dht.message.Response.Nodes;
import io.kadmos.dht.message.Response.NotActive;
import io.kadmos.dht.message.Response.Outbid;
import io.kadmos.dht.message.Response.Pong;
import io.kadmos.dht.message.Response.Promised;
import io.kadmos.dht.message.Response.Rows;
import io.kadmos.dht.message.Response.SlotFound;
import io.kadmos.dht.message.Response.StorageFull;
import io.kadmos.dht.message.Response.Unsupported;
import io.kadmos.dht.message.Response.Welcome;
import io.kadmos.dht.message.Response.WrongEpoch;

/** The types of answers, 0x80 to 0xff, and their fields in order. A type is never given away twice. */
final class ResponseCodec {

    private static final int WELCOME = 0x81;
    private static final int PONG = 0x82;
    private static final int NODES = 0x83;
    private static final int SLOT_FOUND = 0x84;
    private static final int BLANK = 0x85;
    private static final int ALREADY_FORMED = 0x86;
    private static final int DISAGREES = 0x87;
    private static final int CURRENT = 0x88;
    private static final int PROMISED = 0x89;
    private static final int ACCEPTED = 0x8a;
    private static final int DIFFERING_SLOTS = 0x8b;
    private static final int ROWS = 0x8c;
    private static final int OUTBID = 0xe0;
    private static final int WRONG_EPOCH = 0xe1;
    private static final int NOT_ACTIVE = 0xe2;
    private static final int DAMAGED = 0xe3;
    private static final int STORAGE_FULL = 0xe4;
    private static final int BUSY = 0xe5;
    private static final int UNSUPPORTED = 0xe6;

    private static final int MAX_REASON_BYTES = 3 * Disagrees.MAX_REASON;

    private ResponseCodec() {}

    static int type(Response response) {
        return switch (response) {
            case Welcome _ -> WELCOME;
            case Pong _ -> PONG;
            case Nodes _ -> NODES;
            case SlotFound _ -> SLOT_FOUND;
            case Blank _ -> BLANK;
            case AlreadyFormed _ -> ALREADY_FORMED;
            case Disagrees _ -> DISAGREES;
            case Current _ -> CURRENT;
            case Promised _ -> PROMISED;
            case Accepted _ -> ACCEPTED;
            case DifferingSlots _ -> DIFFERING_SLOTS;
            case Rows _ -> ROWS;
            case Outbid _ -> OUTBID;
            case WrongEpoch _ -> WRONG_EPOCH;
            case NotActive _ -> NOT_ACTIVE;
            case Damaged _ -> DAMAGED;
            case StorageFull _ -> STORAGE_FULL;
            case Busy _ -> BUSY;
            case Unsupported _ -> UNSUPPORTED;
        };
    }

    static void write(Response response, Writer out) {
        switch (response) {
            case Welcome(var who) -> out.introduction(who);
            case Pong(var wallMillis) -> out.u64(wallMillis);
            case Nodes(var closest) -> out.list(closest, Writer::contact);
            case SlotFound(var configuration, var closest) ->
                out.optional(configuration, Writer::configuration).list(closest, Writer::contact);
            case Blank(var disk) -> out.disk(disk);
            case AlreadyFormed(var formation) -> out.formation(formation);
            case Disagrees(var reason) -> out.text(reason);
            case Current(var outline, var body) ->
                out.optional(outline, Writer::outline).optional(body, Writer::body);
            case Promised(var outline, var body, var full) ->
                out.optional(outline, Writer::outline).optional(body, Writer::body).flag(full);
            case DifferingSlots(var slots) -> out.list(slots, Writer::slot);
            case Rows(var rows, var more) -> out.list(rows, ResponseCodec::writeRow).flag(more);
            case Outbid(var promised) -> out.ballot(promised);
            case WrongEpoch(var newer) -> out.configuration(newer);
            case Accepted(), NotActive(), Damaged(), StorageFull(), Busy(), Unsupported() -> {
                // The type says it all.
            }
        }
    }

    static Response read(int type, Reader in) {
        return switch (type) {
            case WELCOME -> new Welcome(in.introduction());
            case PONG -> new Pong(in.u64());
            case NODES -> new Nodes(in.list(Response.MAX_CONTACTS, Reader::contact));
            case SLOT_FOUND -> new SlotFound(in.optional(Reader::configuration),
                    in.list(Response.MAX_CONTACTS, Reader::contact));
            case BLANK -> new Blank(in.disk());
            case ALREADY_FORMED -> new AlreadyFormed(in.formation());
            case DISAGREES -> new Disagrees(in.text(MAX_REASON_BYTES));
            case CURRENT -> new Current(in.optional(Reader::outline), in.optional(Reader::body));
            case PROMISED -> new Promised(in.optional(Reader::outline), in.optional(Reader::body), in.flag());
            case ACCEPTED -> new Accepted();
            case DIFFERING_SLOTS -> new DifferingSlots(in.list(Request.CompareSlots.MAX_SLOTS, Reader::slot));
            case ROWS -> new Rows(in.list(Rows.MAX_ROWS, ResponseCodec::readRow), in.flag());
            case OUTBID -> new Outbid(in.ballot());
            case WRONG_EPOCH -> new WrongEpoch(in.configuration());
            case NOT_ACTIVE -> new NotActive();
            case DAMAGED -> new Damaged();
            case STORAGE_FULL -> new StorageFull();
            case BUSY -> new Busy();
            case UNSUPPORTED -> new Unsupported();
            default -> throw new MessageCodec.UnknownPartException("answer type " + type);
        };
    }

    private static void writeRow(Writer out, RowDigest row) {
        out.key(row.key()).ballot(row.accepted());
    }

    private static RowDigest readRow(Reader in) {
        return new RowDigest(in.key(), in.ballot());
    }
}
