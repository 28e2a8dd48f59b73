package io.kadmos.dht.message;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.AppliedOp;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Body;
import io.kadmos.dht.record.Bytes;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Decree;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Formation;
import io.kadmos.dht.record.Lineage;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.NodeState;
import io.kadmos.dht.record.OpId;
import io.kadmos.dht.record.Outline;
import io.kadmos.dht.record.ReplicaState;
import io.kadmos.dht.record.RoutingReport;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.record.SlotSpace;
import io.kadmos.dht.record.SlotSuccession;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.record.Succession;
import io.kadmos.dht.record.Version;

/** One message of every type. They never change, because their bytes are the golden files. */
final class Examples {

    private static final DiskId DISK = new DiskId(0x0123456789abcdefL, 0xfedcba9876543210L);
    private static final Id NODE = Id.ofNode("golden", "node-1");
    private static final Endpoint ENDPOINT = Endpoint.of(new byte[]{10, 0, 0, 1}, 7400);
    private static final Key KEY = Key.of("grüße/1");
    private static final Slot SLOT = new Slot(0xabc);
    private static final SlotEpoch WHERE = new SlotEpoch(SLOT, 7);
    private static final Ballot BALLOT = new Ballot(7, 0x0190_0000_0000_0001L, 0x1122334455667788L);
    private static final Version VERSION = new Version(0x0190_0000_0000_0000L, 0x99aabbccddeeff00L);
    private static final Lineage LINEAGE = new Lineage(12, 6, List.of(new AppliedOp(new OpId(1, 2), VERSION, true)));
    private static final Outline OUTLINE = new Outline(BALLOT, VERSION, false, 1_700_000_000_000L, LINEAGE);
    private static final Body BODY = new Body("text/plain", Bytes.wrap("hello".getBytes(StandardCharsets.US_ASCII)));
    private static final Member MEMBER = new Member(NODE, DISK);
    private static final Configuration CONFIGURATION = new Configuration(7, List.of(MEMBER));
    private static final Succession SUCCESSION = new Succession(new Configuration(6, List.of(MEMBER)), CONFIGURATION);
    private static final Decree DECREE = new Decree(Decree.ballot(0x0190_0000_0000_0001L, 5), List.of(MEMBER));
    private static final Formation FORMATION = new Formation(List.of(MEMBER), 3, SlotSpace.DEFAULT);
    private static final Contact CONTACT = new Contact(NODE, ENDPOINT);
    private static final Introduction INTRODUCTION = new Introduction("node-1", DISK, 3, ENDPOINT, NODE,
            NodeState.ACTIVE, 1_700_000_000_000L, "0.1.0");

    private Examples() {}

    static List<Message> all() {
        List<Message> all = new ArrayList<>(requests());
        all.addAll(responses());
        return all;
    }

    private static List<Message> requests() {
        return List.of(
                new Request.Hello(INTRODUCTION),
                new Request.Ping(1_700_000_000_000L),
                new Request.FindNode(NODE),
                new Request.FindSlot(SLOT),
                new Request.ProposeForming(DISK, List.of("node-1", "node-2"), 3, 12),
                new Request.OfferFormation(DISK, FORMATION),
                new Request.AskFormation(),
                new Request.Query(WHERE, KEY, Bodies.IF_SMALL),
                new Request.Prepare(WHERE, KEY, BALLOT, Bodies.ALWAYS),
                new Request.Accept(WHERE, KEY, new StoredRecord(OUTLINE, BODY)),
                new Request.CompareSlots(List.of(new SlotDigest(WHERE, 0x0102030405060708L))),
                new Request.ListRows(WHERE, KEY),
                new Request.PrepareChange(List.of(WHERE), Decree.ballot(0x0190_0000_0000_0001L, 5)),
                new Request.AcceptChange(List.of(WHERE), DECREE),
                new Request.TellSuccessions(List.of(new SlotSuccession(SLOT, SUCCESSION))),
                new Request.CompareConfigurations(List.of(0x0102030405060708L)),
                new Request.WarmUp(List.of(WHERE), List.of(MEMBER)),
                new Request.ListTakeover(new SlotSuccession(SLOT, SUCCESSION), KEY),
                new Request.FetchRecords(WHERE, List.of(KEY)),
                new Request.CompareDisk(DISK, new DiskId(1, 2), 0x0102030405060708L),
                new Request.AskRoutingTable(),
                new Request.SurveySlots(SLOT),
                new Request.GiveUpDisks(List.of(MEMBER)),
                new Request.ProbePath(5));
    }

    private static List<Message> responses() {
        return List.of(
                new Response.Welcome(INTRODUCTION),
                new Response.Pong(1_700_000_000_000L),
                new Response.Nodes(List.of(CONTACT)),
                new Response.SlotFound(SUCCESSION, List.of(CONTACT)),
                new Response.Blank(DISK),
                new Response.AlreadyFormed(FORMATION),
                new Response.Disagrees("another list of initial members"),
                new Response.Current(OUTLINE, BODY),
                new Response.Promised(OUTLINE, null, true),
                new Response.Accepted(),
                new Response.DifferingSlots(List.of(SLOT)),
                new Response.Rows(List.of(new RowDigest(KEY, BALLOT)), true),
                new Response.ChangeVerdicts(List.of(
                        new ChangeVerdict.Granted(SLOT, DECREE),
                        new ChangeVerdict.Outbid(SLOT, DECREE.ballot()),
                        new ChangeVerdict.Moved(SLOT, SUCCESSION),
                        new ChangeVerdict.NoSay(SLOT))),
                new Response.Standings(List.of(new SlotStanding(WHERE, true))),
                new Response.Successions(List.of(new SlotSuccession(SLOT, SUCCESSION)), true),
                new Response.Warm(List.of(SLOT)),
                new Response.TakeoverPage(true, List.of(new RowDigest(KEY, BALLOT)), List.of(KEY), true),
                new Response.Records(List.of(new KeyedRecord(KEY, new StoredRecord(OUTLINE, BODY)))),
                new Response.DiskSeen(0x0102030405060708L),
                new Response.RoutingTable(new RoutingReport(NODE, List.of(new RoutingReport.Bucket("0110",
                        List.of(new RoutingReport.Entry("node-1", NODE, ENDPOINT, NodeState.ACTIVE)), List.of(),
                        Instant.ofEpochMilli(1_700_000_000_000L))))),
                new Response.Surveyed(List.of(new SlotSurvey(SLOT, SUCCESSION, ReplicaState.SEALED, 6))),
                new Response.DisksGivenUp(),
                new Response.PathProbed(5),
                new Response.Outbid(BALLOT),
                new Response.WrongEpoch(SUCCESSION),
                new Response.NotActive(),
                new Response.Damaged(),
                new Response.Busy(),
                new Response.Unsupported());
    }
}
