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

/** Writes and reads the fields of each type of request, in order. */
final class RequestCodec {

    private RequestCodec() {}

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
                // These have no fields.
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

    static Request read(RequestType type, Reader in) {
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
            case LIST_TAKEOVER -> new ListTakeover(in.slotSuccession(), in.optional(Reader::key));
            case FETCH_RECORDS -> new FetchRecords(in.where(), in.list(Response.Rows.MAX_ROWS, Reader::key));
            case COMPARE_DISK -> new CompareDisk(in.disk(), in.disk(), in.u64());
            case ASK_ROUTING_TABLE -> new AskRoutingTable();
            case SURVEY_SLOTS -> new SurveySlots(in.slot());
            case GIVE_UP_DISKS -> new GiveUpDisks(in.list(Request.MAX_BATCH, Reader::member));
            case PROBE_PATH -> new ProbePath(in.padding());
        };
    }

    private static void writeDigest(Writer out, SlotDigest digest) {
        out.where(digest.where()).u64(digest.digest());
    }

    private static SlotDigest readDigest(Reader in) {
        return new SlotDigest(in.where(), in.u64());
    }
}
