package io.kadmos.dht.message;

import io.kadmos.dht.message.Response.Accepted;
import io.kadmos.dht.message.Response.AlreadyFormed;
import io.kadmos.dht.message.Response.Blank;
import io.kadmos.dht.message.Response.Busy;
import io.kadmos.dht.message.Response.ChangeVerdicts;
import io.kadmos.dht.message.Response.Current;
import io.kadmos.dht.message.Response.Damaged;
import io.kadmos.dht.message.Response.DifferingSlots;
import io.kadmos.dht.message.Response.Disagrees;
import io.kadmos.dht.message.Response.DiskSeen;
import io.kadmos.dht.message.Response.DisksGivenUp;
import io.kadmos.dht.message.Response.Nodes;
import io.kadmos.dht.message.Response.NotActive;
import io.kadmos.dht.message.Response.Outbid;
import io.kadmos.dht.message.Response.PathProbed;
import io.kadmos.dht.message.Response.Pong;
import io.kadmos.dht.message.Response.Promised;
import io.kadmos.dht.message.Response.Records;
import io.kadmos.dht.message.Response.RoutingTable;
import io.kadmos.dht.message.Response.Rows;
import io.kadmos.dht.message.Response.SlotFound;
import io.kadmos.dht.message.Response.Standings;
import io.kadmos.dht.message.Response.Successions;
import io.kadmos.dht.message.Response.Surveyed;
import io.kadmos.dht.message.Response.TakeoverPage;
import io.kadmos.dht.message.Response.Unsupported;
import io.kadmos.dht.message.Response.Warm;
import io.kadmos.dht.message.Response.Welcome;
import io.kadmos.dht.message.Response.WrongEpoch;

/** Writes and reads the fields of each type of answer, in order. */
final class ResponseCodec {

    private static final int MAX_REASON_BYTES = 3 * Disagrees.MAX_REASON;

    private ResponseCodec() {}

    static void write(Response response, Writer out) {
        switch (response) {
            case Welcome(var who) -> out.introduction(who);
            case Pong(var wallMillis) -> out.u64(wallMillis);
            case PathProbed(var paddingBytes) -> out.padding(paddingBytes);
            case DiskSeen(var edits) -> out.u64(edits);
            case Nodes(var closest) -> out.list(closest, Writer::contact);
            case SlotFound(var succession, var closest) ->
                out.optional(succession, Writer::succession).list(closest, Writer::contact);
            case Blank(var disk) -> out.disk(disk);
            case AlreadyFormed(var formation) -> out.formation(formation);
            case Disagrees(_, var reason) -> out.text(reason);
            case Current(var outline, var body) ->
                out.optional(outline, Writer::outline).optional(body, Writer::body);
            case Promised(var outline, var body, var full) ->
                out.optional(outline, Writer::outline).optional(body, Writer::body).flag(full);
            case DifferingSlots(var slots) -> out.list(slots, Writer::slot);
            case Rows(var rows, var more) -> out.list(rows, ResponseCodec::writeRow).flag(more);
            case Outbid(var promised) -> out.ballot(promised);
            case ChangeVerdicts(var verdicts) -> out.list(verdicts, VerdictCodec::write);
            case Standings(var standings) -> out.list(standings, ResponseCodec::writeStanding);
            case Successions(var successions, var more) ->
                out.list(successions, Writer::slotSuccession).flag(more);
            case Warm(var slots) -> out.list(slots, Writer::slot);
            case TakeoverPage(var active, var rows, var damaged, var more) ->
                out.flag(active).list(rows, ResponseCodec::writeRow).list(damaged, Writer::key).flag(more);
            case Records(var records) -> out.list(records, ResponseCodec::writeRecord);
            case RoutingTable(var report) -> RoutingReportCodec.write(out, report);
            case Surveyed(var slots) -> out.list(slots, ResponseCodec::writeSurvey);
            case WrongEpoch(var newer) -> out.succession(newer);
            case Accepted(), DisksGivenUp(), NotActive(), Damaged(), Busy(), Unsupported() -> {
                // These have no fields.
            }
        }
    }

    static Response read(ResponseType type, Reader in) {
        return switch (type) {
            case WELCOME -> new Welcome(in.introduction());
            case PONG -> new Pong(in.u64());
            case PATH_PROBED -> new PathProbed(in.padding());
            case NODES -> new Nodes(in.list(Response.MAX_CONTACTS, Reader::contact));
            case SLOT_FOUND -> new SlotFound(in.optional(Reader::succession),
                    in.list(Response.MAX_CONTACTS, Reader::contact));
            case BLANK -> new Blank(in.disk());
            case ALREADY_FORMED -> new AlreadyFormed(in.formation());
            case DISAGREES -> new Disagrees(in.text(MAX_REASON_BYTES));
            case CURRENT -> new Current(in.optional(Reader::outline), in.optional(Reader::body));
            case PROMISED -> new Promised(in.optional(Reader::outline), in.optional(Reader::body), in.flag());
            case ACCEPTED -> new Accepted();
            case DIFFERING_SLOTS -> new DifferingSlots(in.list(Request.CompareSlots.MAX_SLOTS, Reader::slot));
            case ROWS -> new Rows(in.list(Rows.MAX_ROWS, ResponseCodec::readRow), in.flag());
            case CHANGE_VERDICTS -> new ChangeVerdicts(in.list(Request.MAX_BATCH, VerdictCodec::read));
            case STANDINGS -> new Standings(in.list(Request.MAX_BATCH, ResponseCodec::readStanding));
            case SUCCESSIONS -> new Successions(in.list(Request.MAX_BATCH, Reader::slotSuccession), in.flag());
            case WARM -> new Warm(in.list(Request.MAX_BATCH, Reader::slot));
            case TAKEOVER_PAGE -> new TakeoverPage(in.flag(), in.list(Rows.MAX_ROWS, ResponseCodec::readRow),
                    in.list(Rows.MAX_ROWS, Reader::key), in.flag());
            case RECORDS -> new Records(in.list(Rows.MAX_ROWS, ResponseCodec::readRecord));
            case DISK_SEEN -> new DiskSeen(in.u64());
            case ROUTING_TABLE -> new RoutingTable(RoutingReportCodec.read(in));
            case SURVEYED -> new Surveyed(in.list(Request.MAX_BATCH, ResponseCodec::readSurvey));
            case DISKS_GIVEN_UP -> new DisksGivenUp();
            case OUTBID -> new Outbid(in.ballot());
            case WRONG_EPOCH -> new WrongEpoch(in.succession());
            case NOT_ACTIVE -> new NotActive();
            case DAMAGED -> new Damaged();
            case BUSY -> new Busy();
            case UNSUPPORTED -> new Unsupported();
        };
    }

    private static void writeRow(Writer out, RowDigest row) {
        out.key(row.key()).ballot(row.accepted());
    }

    private static RowDigest readRow(Reader in) {
        return new RowDigest(in.key(), in.ballot());
    }

    private static void writeStanding(Writer out, SlotStanding standing) {
        out.where(standing.where()).flag(standing.active());
    }

    private static SlotStanding readStanding(Reader in) {
        return new SlotStanding(in.where(), in.flag());
    }

    private static void writeSurvey(Writer out, SlotSurvey survey) {
        out.slot(survey.slot()).succession(survey.succession()).choice(Writer.REPLICAS, survey.replica())
                .u32(survey.replicaEpoch());
    }

    private static SlotSurvey readSurvey(Reader in) {
        return new SlotSurvey(in.slot(), in.succession(), in.choice(Writer.REPLICAS), in.u32());
    }

    private static void writeRecord(Writer out, KeyedRecord keyed) {
        out.key(keyed.key()).stored(keyed.record());
    }

    private static KeyedRecord readRecord(Reader in) {
        return new KeyedRecord(in.key(), in.stored());
    }
}
