package io.kadmos.dht.message;

import io.kadmos.dht.message.Request.Accept;
import io.kadmos.dht.message.Request.AcceptChange;
import io.kadmos.dht.message.Request.AskFormation;
import io.kadmos.dht.message.Request.AskRoutingTable;
import io.kadmos.dht.message.Request.CompareConfigurations;
import io.kadmos.dht.message.Request.CompareDisk;
import io.kadmos.dht.message.Request.CompareSlots;
import io.kadmos.dht.message.Request.FetchRecords;
import io.kadmos.dht.message.Request.FindNode;
import io.kadmos.dht.message.Request.FindSlot;
import io.kadmos.dht.message.Request.GiveUpDisks;
import io.kadmos.dht.message.Request.Hello;
import io.kadmos.dht.message.Request.ListRows;
import io.kadmos.dht.message.Request.ListTakeover;
import io.kadmos.dht.message.Request.OfferFormation;
import io.kadmos.dht.message.Request.Ping;
import io.kadmos.dht.message.Request.Prepare;
import io.kadmos.dht.message.Request.PrepareChange;
import io.kadmos.dht.message.Request.ProbePath;
import io.kadmos.dht.message.Request.ProposeForming;
import io.kadmos.dht.message.Request.Query;
import io.kadmos.dht.message.Request.SurveySlots;
import io.kadmos.dht.message.Request.TellSuccessions;
import io.kadmos.dht.message.Request.WarmUp;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Formation;

/** The types of requests, 0x01 to 0x7f, and their fields in order. A type is never given away twice. */
final class RequestCodec {

    private static final int HELLO = 0x01;
    private static final int PING = 0x02;
    private static final int FIND_NODE = 0x03;
    private static final int FIND_SLOT = 0x04;
    private static final int PROPOSE_FORMING = 0x05;
    private static final int OFFER_FORMATION = 0x06;
    private static final int QUERY = 0x07;
    private static final int PREPARE = 0x08;
    private static final int ACCEPT = 0x09;
    private static final int COMPARE_SLOTS = 0x0a;
    private static final int LIST_ROWS = 0x0b;
    private static final int ASK_FORMATION = 0x0c;
    private static final int PREPARE_CHANGE = 0x0d;
    private static final int ACCEPT_CHANGE = 0x0e;
    private static final int TELL_SUCCESSIONS = 0x0f;
    private static final int COMPARE_CONFIGURATIONS = 0x10;
    private static final int WARM_UP = 0x11;
    private static final int LIST_HANDOVER = 0x12;
    private static final int FETCH_RECORDS = 0x13;
    private static final int COMPARE_DISK = 0x14;
    private static final int ASK_ROUTING_TABLE = 0x15;
    private static final int SURVEY_SLOTS = 0x16;
    private static final int GIVE_UP_DISKS = 0x17;
    private static final int PROBE_PATH = 0x18;

    private RequestCodec() {}

    static boolean isRequestType(int type) {
        return type < 0x80;
    }

    static int type(Request request) {
        return switch (request) {
            case Hello _ -> HELLO;
            case Ping _ -> PING;
            case FindNode _ -> FIND_NODE;
            case FindSlot _ -> FIND_SLOT;
            case ProposeForming _ -> PROPOSE_FORMING;
            case OfferFormation _ -> OFFER_FORMATION;
            case AskFormation _ -> ASK_FORMATION;
            case Query _ -> QUERY;
            case Prepare _ -> PREPARE;
            case Accept _ -> ACCEPT;
            case CompareSlots _ -> COMPARE_SLOTS;
            case ListRows _ -> LIST_ROWS;
            case PrepareChange _ -> PREPARE_CHANGE;
            case AcceptChange _ -> ACCEPT_CHANGE;
            case TellSuccessions _ -> TELL_SUCCESSIONS;
            case CompareConfigurations _ -> COMPARE_CONFIGURATIONS;
            case WarmUp _ -> WARM_UP;
            case ListTakeover _ -> LIST_HANDOVER;
            case FetchRecords _ -> FETCH_RECORDS;
            case CompareDisk _ -> COMPARE_DISK;
            case AskRoutingTable _ -> ASK_ROUTING_TABLE;
            case SurveySlots _ -> SURVEY_SLOTS;
            case GiveUpDisks _ -> GIVE_UP_DISKS;
            case ProbePath _ -> PROBE_PATH;
        };
    }

    static void write(Request request, Writer out) {
        switch (request) {
            case Hello(var who) -> out.introduction(who);
            case Ping(var wallMillis) -> out.u64(wallMillis);
            case FindNode(var target) -> out.id(target);
            case FindSlot(var slot) -> out.slot(slot);
            case ProposeForming(var initiator, var names, var factor, var slotBits) ->
                out.disk(initiator).list(names, Writer::text).u8(factor).u8(slotBits);
            case OfferFormation(var initiator, var formation) -> out.disk(initiator).formation(formation);
            case AskFormation(), AskRoutingTable() -> {
                // The type says it all.
            }
            case Query(var where, var key, var bodies) -> out.where(where).key(key).choice(Writer.BODIES, bodies);
            case Prepare(var where, var key, var ballot, var bodies) ->
                out.where(where).key(key).ballot(ballot).choice(Writer.BODIES, bodies);
            case Accept(var where, var key, var stored) -> out.where(where).key(key).stored(stored);
            case CompareSlots(var digests) -> out.list(digests, RequestCodec::writeDigest);
            case ListRows(var where, var after) -> out.where(where).optional(after, Writer::key);
            case PrepareChange(var slots, var ballot) -> out.list(slots, Writer::where).ballot(ballot);
            case AcceptChange(var slots, var decree) -> out.list(slots, Writer::where).decree(decree);
            case TellSuccessions(var successions) -> out.list(successions, Writer::slotSuccession);
            case CompareConfigurations(var digests) -> out.list(digests, Writer::u64);
            case WarmUp(var slots, var members) -> out.list(slots, Writer::where).list(members, Writer::member);
            case ListTakeover(var taking, var after) -> out.slotSuccession(taking).optional(after, Writer::key);
            case FetchRecords(var where, var keys) -> out.where(where).list(keys, Writer::key);
            case CompareDisk(var witness, var disk, var edits) -> out.disk(witness).disk(disk).u64(edits);
            case SurveySlots(var first) -> out.slot(first);
            case GiveUpDisks(var lost) -> out.list(lost, Writer::member);
            case ProbePath(var paddingBytes) -> out.padding(paddingBytes);
        }
    }

    static Request read(int type, Reader in) {
        return switch (type) {
            case HELLO -> new Hello(in.introduction());
            case PING -> new Ping(in.u64());
            case FIND_NODE -> new FindNode(in.id());
            case FIND_SLOT -> new FindSlot(in.slot());
            case PROPOSE_FORMING -> new ProposeForming(in.disk(),
                    in.list(Formation.MAX_MEMBERS, name -> name.text(Introduction.MAX_NAME_BYTES)), in.u8(), in.u8());
            case OFFER_FORMATION -> new OfferFormation(in.disk(), in.formation());
            case QUERY -> new Query(in.where(), in.key(), in.choice(Writer.BODIES));
            case PREPARE -> new Prepare(in.where(), in.key(), in.ballot(), in.choice(Writer.BODIES));
            case ACCEPT -> new Accept(in.where(), in.key(), in.stored());
            case COMPARE_SLOTS -> new CompareSlots(in.list(CompareSlots.MAX_SLOTS, RequestCodec::readDigest));
            case LIST_ROWS -> new ListRows(in.where(), in.optional(Reader::key));
            case ASK_FORMATION -> new AskFormation();
            case PREPARE_CHANGE -> new PrepareChange(in.list(Request.MAX_BATCH, Reader::where), in.ballot());
            case ACCEPT_CHANGE -> new AcceptChange(in.list(Request.MAX_BATCH, Reader::where), in.decree());
            case TELL_SUCCESSIONS -> new TellSuccessions(in.list(Request.MAX_BATCH, Reader::slotSuccession));
            case COMPARE_CONFIGURATIONS ->
                new CompareConfigurations(in.list(CompareConfigurations.MAX_GROUPS, Reader::u64));
            case WARM_UP -> new WarmUp(in.list(Request.MAX_BATCH, Reader::where),
                    in.list(Configuration.MAX_MEMBERS, Reader::member));
            case LIST_HANDOVER -> new ListTakeover(in.slotSuccession(), in.optional(Reader::key));
            case FETCH_RECORDS -> new FetchRecords(in.where(), in.list(Response.Rows.MAX_ROWS, Reader::key));
            case COMPARE_DISK -> new CompareDisk(in.disk(), in.disk(), in.u64());
            case ASK_ROUTING_TABLE -> new AskRoutingTable();
            case SURVEY_SLOTS -> new SurveySlots(in.slot());
            case GIVE_UP_DISKS -> new GiveUpDisks(in.list(Request.MAX_BATCH, Reader::member));
            case PROBE_PATH -> new ProbePath(in.padding());
            default -> throw new MessageCodec.UnknownPartException("request type " + type);
        };
    }

    private static void writeDigest(Writer out, SlotDigest digest) {
        out.where(digest.where()).u64(digest.digest());
    }

    private static SlotDigest readDigest(Reader in) {
        return new SlotDigest(in.where(), in.u64());
    }
}
