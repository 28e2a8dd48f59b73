package io.kadmos.dht.message;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

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
import io.kadmos.dht.record.OpId;
import io.kadmos.dht.record.Outline;
import io.kadmos.dht.record.RoutingReport;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.record.SlotSpace;
import io.kadmos.dht.record.SlotSuccession;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.record.Succession;
import io.kadmos.dht.record.Version;

/** Valid messages of every type with random contents, sizes at their bounds included. */
final class RandomMessages {

    private final RandomGenerator random;

    RandomMessages(RandomGenerator random) {
        this.random = random;
    }

    Envelope envelope(Message message) {
        return new Envelope(random.nextLong(), random.nextInt(3_600_001), random.nextLong(), message);
    }

    /** One message of every type. */
    List<Message> ofEveryType() {
        List<Message> all = new ArrayList<>(requests());
        all.addAll(responses());
        return all;
    }

    private List<Message> requests() {
        return List.of(
                new Request.Hello(introduction()),
                new Request.Ping(random.nextLong()),
                new Request.FindNode(id()),
                new Request.FindSlot(slot()),
                new Request.ProposeForming(disk(), list(Formation.MAX_MEMBERS, () -> text(253)), random.nextInt(256),
                        random.nextInt(256)),
                new Request.OfferFormation(disk(), formation()),
                new Request.AskFormation(),
                new Request.Query(where(), key(), bodies()),
                new Request.Prepare(where(), key(), ballot(), bodies()),
                new Request.Accept(where(), key(), stored()),
                new Request.CompareSlots(list(500, () -> new SlotDigest(where(), random.nextLong()))),
                new Request.ListRows(where(), maybe(this::key)),
                new Request.PrepareChange(list(Request.MAX_BATCH, this::where), ballot()),
                new Request.AcceptChange(list(Request.MAX_BATCH, this::where), decree()),
                new Request.TellSuccessions(list(20, this::slotSuccession)),
                new Request.CompareConfigurations(list(Request.CompareConfigurations.MAX_GROUPS, random::nextLong)),
                new Request.WarmUp(list(Request.MAX_BATCH, this::where), members(Configuration.MAX_MEMBERS)),
                new Request.ListTakeover(slotSuccession(), maybe(this::key)),
                new Request.FetchRecords(where(), list(20, this::key)),
                new Request.CompareDisk(disk(), disk(), random.nextLong(Long.MAX_VALUE)),
                new Request.AskRoutingTable(),
                new Request.SurveySlots(slot()),
                new Request.GiveUpDisks(list(Request.MAX_BATCH, this::member)),
                new Request.ProbePath(random.nextInt(1 << 16)));
    }

    private List<Message> responses() {
        return List.of(
                new Response.Welcome(introduction()),
                new Response.Pong(random.nextLong()),
                new Response.Nodes(list(Response.MAX_CONTACTS, this::contact)),
                new Response.SlotFound(maybe(this::succession), list(Response.MAX_CONTACTS, this::contact)),
                new Response.Blank(disk()),
                new Response.AlreadyFormed(formation()),
                new Response.Disagrees(OptionalFields.CAUSES.get(random.nextInt(OptionalFields.CAUSES.size())),
                        text(500)),
                new Response.Current(maybe(this::outline), maybe(this::body)),
                new Response.Promised(maybe(this::outline), maybe(this::body), random.nextBoolean()),
                new Response.Accepted(),
                new Response.DifferingSlots(list(500, this::slot)),
                new Response.Rows(list(Response.Rows.MAX_ROWS, () -> new RowDigest(key(), ballot())),
                        random.nextBoolean()),
                new Response.ChangeVerdicts(list(20, this::verdict)),
                new Response.Standings(list(20, () -> new SlotStanding(where(), random.nextBoolean()))),
                new Response.Successions(list(20, this::slotSuccession), random.nextBoolean()),
                new Response.Warm(list(Request.MAX_BATCH, this::slot)),
                handover(),
                new Response.Records(list(4, () -> new KeyedRecord(key(), stored()))),
                new Response.DiskSeen(random.nextLong(Long.MAX_VALUE)),
                new Response.RoutingTable(new RoutingReport(id(), list(8, this::bucket))),
                new Response.Surveyed(list(20, this::survey)),
                new Response.DisksGivenUp(),
                new Response.PathProbed(random.nextInt(1 << 16)),
                new Response.Outbid(ballot()),
                new Response.WrongEpoch(succession()),
                new Response.NotActive(),
                new Response.Damaged(),
                new Response.Busy(),
                new Response.Unsupported());
    }

    private RoutingReport.Bucket bucket() {
        return new RoutingReport.Bucket("01".repeat(random.nextInt(80)), list(5, this::entry), list(5, this::entry),
                Instant.ofEpochMilli(random.nextLong()));
    }

    private RoutingReport.Entry entry() {
        return new RoutingReport.Entry(text(253), id(), endpoint(),
                Writer.STATES.get(random.nextInt(Writer.STATES.size())));
    }

    private SlotSurvey survey() {
        return new SlotSurvey(slot(), succession(), Writer.REPLICAS.get(random.nextInt(Writer.REPLICAS.size())),
                random.nextInt());
    }

    private Introduction introduction() {
        return new Introduction(text(253), disk(), random.nextLong(), endpoint(), maybe(this::id),
                Writer.STATES.get(random.nextInt(Writer.STATES.size())), random.nextLong(), text(63));
    }

    private Id id() {
        return new Id(random.nextLong(), random.nextLong(), random.nextInt());
    }

    private Key key() {
        return Key.of("k" + text(Key.MAX_BYTES - 1));
    }

    private DiskId disk() {
        return new DiskId(random.nextLong(), random.nextLong());
    }

    private Endpoint endpoint() {
        return Endpoint.of(bytes(random.nextBoolean() ? 4 : 16).array(), 1 + random.nextInt(0xffff));
    }

    private Contact contact() {
        return new Contact(id(), endpoint());
    }

    private Slot slot() {
        return new Slot(random.nextInt(0x10000));
    }

    private SlotEpoch where() {
        return new SlotEpoch(slot(), random.nextInt());
    }

    private Bodies bodies() {
        return random.nextBoolean() ? Bodies.ALWAYS : Bodies.IF_SMALL;
    }

    private Ballot ballot() {
        return new Ballot(random.nextInt(), random.nextLong(), random.nextLong());
    }

    private Version version() {
        return new Version(random.nextLong(), random.nextLong());
    }

    private Lineage lineage() {
        List<AppliedOp> newest = list(Lineage.REMEMBERED,
                () -> new AppliedOp(new OpId(random.nextLong(), random.nextLong()), version(), random.nextBoolean()));
        return new Lineage(newest.size() + random.nextLong(1L << 40), random.nextInt(), newest);
    }

    private Outline outline() {
        boolean tombstone = random.nextBoolean();
        long expiresAtMillis = tombstone || random.nextBoolean() ? Outline.NEVER : random.nextLong(1L << 48);
        return new Outline(ballot(), version(), tombstone, expiresAtMillis, lineage());
    }

    private Body body() {
        return new Body(ascii(Body.MAX_CONTENT_TYPE), bytes(size(3_000)));
    }

    private StoredRecord stored() {
        Outline outline = outline();
        return new StoredRecord(outline, outline.tombstone() ? Body.NONE : body());
    }

    private Response.TakeoverPage handover() {
        List<RowDigest> rows = list(20, () -> new RowDigest(key(), ballot()));
        return new Response.TakeoverPage(random.nextBoolean(), rows, list(20, this::key),
                !rows.isEmpty() && random.nextBoolean());
    }

    private ChangeVerdict verdict() {
        return switch (random.nextInt(4)) {
            case 0 -> new ChangeVerdict.Granted(slot(), maybe(this::decree));
            case 1 -> new ChangeVerdict.Outbid(slot(), ballot());
            case 2 -> new ChangeVerdict.Moved(slot(), succession());
            default -> new ChangeVerdict.NoSay(slot());
        };
    }

    private Decree decree() {
        return new Decree(ballot(), members(Configuration.MAX_MEMBERS));
    }

    private SlotSuccession slotSuccession() {
        return new SlotSuccession(slot(), succession());
    }

    private Succession succession() {
        int epoch = random.nextInt(1, Integer.MAX_VALUE);
        Configuration previous = new Configuration(epoch - 1, members(Configuration.MAX_MEMBERS));
        return new Succession(random.nextBoolean() ? previous : null,
                new Configuration(epoch, members(Configuration.MAX_MEMBERS)));
    }

    private Formation formation() {
        return new Formation(members(Formation.MAX_MEMBERS), 1 + random.nextInt(Configuration.MAX_MEMBERS),
                new SlotSpace(1 + random.nextInt(16)));
    }

    private List<Member> members(int limit) {
        List<Member> members = new ArrayList<>(list(limit - 1, this::member));
        members.add(member());
        return members;
    }

    private Member member() {
        return new Member(id(), disk());
    }

    private String ascii(int limit) {
        return random.ints(size(limit), 0x20, 0x7f)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** A text of at most so many UTF-8 bytes; some texts have characters outside US-ASCII. */
    private String text(int limitBytes) {
        return random.nextBoolean() ? ascii(limitBytes) : "ü€".repeat(size(limitBytes / 5));
    }

    private Bytes bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    private <T> List<T> list(int limit, Supplier<T> element) {
        List<T> list = new ArrayList<>();
        int size = size(limit);
        while (list.size() < size) {
            list.add(element.get());
        }
        return list;
    }

    private <T> @Nullable T maybe(Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }

    /** A number that often is one of the bounds. */
    private int size(int limit) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> limit;
            default -> random.nextInt(limit + 1);
        };
    }
}
