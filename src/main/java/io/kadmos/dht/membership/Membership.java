package io.kadmos.dht.membership;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.lookup.LookupDriver;
import io.kadmos.dht.lookup.LookupObserver;
import io.kadmos.dht.message.Introduction;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.message.Response.Disagrees;
import io.kadmos.dht.message.Response.Disagrees.Cause;
import io.kadmos.dht.record.Formation;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.NodeState;
import io.kadmos.dht.routing.KademliaSettings;
import io.kadmos.dht.routing.RoutingTable;
import io.kadmos.dht.rpc.HandlerRegistry;

/**
 * The door of this package: which other nodes there are, at which address, in which state, and how the cluster began
 * (protocol.md §9, §11). It connects the parts of the package, and passes on to each what the others tell.
 *
 * <p>What it knows of other nodes decides only which node is asked first, never what a quorum is (protocol.md C1). It
 * knows at most {@code AddressBook.MAX_PEERS} other nodes. All methods belong to the event loop. They never block.
 */
public final class Membership {

    /** Below this many nodes, a node greets every node that it hears of; from here on, only where a bucket has room. */
    static final int FULL_MESH = 512;
    private static final int MAX_REFUSALS = 16;
    /** How long an encounter with another cluster is reported after the last one; nodes greet more often than this. */
    private static final Duration REMEMBERED_ENCOUNTER = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

    private final LocalNode self;
    private final FormingPlan plan;
    private final MembershipSettings settings;
    private final MembershipContext context;
    private final Consumer<NodeEvent> events;

    private final AddressBook book = new AddressBook();
    private final ClockOffsets offsets = new ClockOffsets();
    private final RoutingTable table;
    private final LookupDriver lookups;
    private final Hello hello;
    private final Liveness liveness;
    private final BucketUpkeep upkeep;
    private final Join join;
    private final Forming forming;
    private final PathProbes paths;
    /** Which nodes refused this one because its name is taken, and why; the oldest refusal comes first. */
    private final Map<Endpoint, String> refusals = new LinkedHashMap<>();

    private Listeners listeners = Listeners.NONE;
    private NodeState state = NodeState.JOINING;
    private @Nullable Encounter otherCluster;

    /** The last meeting with a node of another cluster. */
    private record Encounter(String node, Id clusterId, String explanation, Moment when) {

        boolean isWith(String name, Id theirs) {
            return node.equals(name) && clusterId.equals(theirs);
        }
    }

    /** Connects the parts. No message is sent and no timer runs before {@link #start}. */
    public Membership(LocalNode self, FormingPlan plan, MembershipSettings settings, KademliaSettings kademlia,
            MembershipContext context, Consumer<NodeEvent> events) {
        this.self = self;
        this.plan = plan;
        this.settings = settings;
        this.context = context;
        this.events = events;
        table = new RoutingTable(self.id(), kademlia, context.loop().uptime());
        lookups = new LookupDriver(self.id(), table, kademlia, context.network(), new FromLookups(),
                events);
        hello = new Hello(self, this::introduction, book, context, settings.callTimeout(), this::met);
        liveness = new Liveness(book, settings, context, this::sign);
        upkeep = new BucketUpkeep(table, lookups, liveness, context, kademlia);
        join = new Join(self.id(), book, hello, lookups, upkeep,
                new Join.Context(context, settings, new FromForming()));
        forming = new Forming(self, plan, book, settings,
                new Forming.Context(context, this::introduction, this::decided));
        paths = new PathProbes(book, settings, context);
    }

    /** Registers the handlers of all requests that this package answers. */
    public void answerOn(HandlerRegistry server) {
        server.on(Request.Hello.class, hello::answer);
        server.on(Request.Ping.class, this::answer);
        server.on(Request.FindNode.class, this::answer);
        server.on(Request.ProbePath.class, this::answer);
        server.on(Request.ProposeForming.class, forming::answer);
        server.on(Request.OfferFormation.class, forming::answer);
        server.on(Request.AskFormation.class, forming::answer);
    }

    /** Begins to form or join, and to call the listeners. The caller loads the facts before. */
    public void start(Listeners whoActs) {
        listeners = whoActs;
        forming.start();
        join.start();
        liveness.start();
        upkeep.start();
        paths.start();
    }

    /** Stops every timer. */
    public void close() {
        forming.close();
        join.close();
        liveness.close();
        upkeep.close();
        paths.close();
    }

    /** Puts this node into another state, and greets every node that is not suspect so that it learns of it. */
    public void enter(NodeState next) {
        if (state != next) {
            state = next;
            introduceEverywhere();
        }
    }

    /**
     * Notes that an authentic message came from this contact. A node that is not suspect and is known at this address
     * is alive; any other is greeted there, and counts when it answers (protocol.md W12).
     */
    public void heard(Contact from) {
        boolean isWhereItShouldBe = book.peer(from.id())
                .filter(peer -> !peer.isSuspect() && peer.contact().equals(from)).isPresent();
        if (isWhereItShouldBe) {
            liveness.heard(from.id());
        } else {
            hello.greet(from);
        }
    }

    /** The address at which another node answered; empty if the node is unknown. Takes constant time. */
    public Optional<Contact> contact(Id node) {
        return book.peer(node).map(Peer::contact);
    }

    /** The address of a node, which may be this one; empty if the node is unknown. */
    public Optional<Contact> contactOrOwn(Id node) {
        return node.equals(self.id()) ? Optional.of(self.contact()) : contact(node);
    }

    /** Another node as it is known now; empty if it is unknown. */
    public Optional<Peer> peer(Id node) {
        return book.peer(node);
    }

    /** All other nodes that are known, in the order in which they became known. */
    public List<Peer> peers() {
        return book.peers();
    }

    /** The contacts of all other nodes that are known and not suspect. */
    public List<Contact> contacts() {
        return book.peers().stream().filter(peer -> !peer.isSuspect()).map(Peer::contact).toList();
    }

    /** Whether a known node is suspect; an unknown one is not. */
    public boolean isSuspect(Id node) {
        return book.peer(node).filter(Peer::isSuspect).isPresent();
    }

    /** How the cluster began; empty until this node knows it and it is durable here. */
    public Optional<Formation> formation() {
        return forming.formation();
    }

    /** The routing table: the contacts that this node knows, by distance. */
    public RoutingTable routingTable() {
        return table;
    }

    /** The known contacts nearest to a point, at most {@code limit}, nearest first. */
    public List<Contact> closest(Id target, int limit) {
        return table.closest(target, limit);
    }

    /** The lookups, which find nodes and configurations. */
    public LookupDriver lookups() {
        return lookups;
    }

    /** The present moment on both clocks. */
    public Moment now() {
        return context.now();
    }

    /** How far this node's clock is from those of the nodes it knows. */
    public Skew skew() {
        return offsets.skew();
    }

    /** How this node introduces itself at this moment. */
    public Introduction introduction() {
        Id clusterId = forming.formation().map(Formation::clusterId).orElse(null);
        return self.introduction(clusterId, state, context.loop().wallTime());
    }

    /** The state of membership, for readiness and operators. */
    public MembershipStatus status() {
        return new MembershipStatus(forming.formation().isPresent(), forming.missing(), forming.disagreement(),
                refusals.values().stream().findFirst(), otherCluster(), skew(), paths.narrow());
    }

    private void answer(Request.Ping ping, Contact caller, Consumer<Response> answer) {
        heard(caller);
        answer.accept(new Response.Pong(context.loop().wallTime().toEpochMilli()));
    }

    private void answer(Request.FindNode question, Contact caller, Consumer<Response> answer) {
        heard(caller);
        List<Contact> closest = table.closest(question.target(), Response.MAX_CONTACTS + 1).stream()
                .filter(contact -> !contact.id().equals(caller.id())).limit(Response.MAX_CONTACTS).toList();
        answer.accept(new Response.Nodes(closest));
    }

    private void answer(Request.ProbePath probe, Contact caller, Consumer<Response> answer) {
        heard(caller);
        answer.accept(new Response.PathProbed(probe.paddingBytes()));
    }

    private void introduceEverywhere() {
        contacts().forEach(hello::greet);
    }

    private void met(Meeting meeting) {
        switch (meeting) {
            case Meeting.Met met -> met(met);
            case Meeting.GreetedBy(Peer peer) -> tellState(peer);
            case Meeting.Refused(Contact by, Disagrees(var cause, var reason)) -> refused(by, cause, reason);
            case Meeting.DuplicateName(Peer known) -> LOG.debug("name claimed twice peer={}", known.contact());
            case Meeting.OtherCluster(String name, Id theirs) -> conflict(name, theirs);
            case Meeting.Ourselves(Endpoint endpoint) -> join.foundOurselves(endpoint);
        }
    }

    private void met(Meeting.Met met) {
        Peer peer = met.peer();
        refusals.remove(peer.contact().endpoint());
        offsets.measured(peer.id(), met.wallMillis(), met.roundTrip(), context.loop().wallTime());
        liveness.heard(peer.id());
        upkeep.answered(peer.contact());
        if (met.isNews()) {
            tellState(peer);
            join.met();
        }
    }

    private void sign(Liveness.Sign sign) {
        switch (sign) {
            case Liveness.Sign.Returned(Peer peer) -> {
                upkeep.answered(peer.contact());
                tellState(peer);
            }
            case Liveness.Sign.Silent(Peer peer) -> {
                table.failed(peer.id());
                offsets.forget(peer.id());
                if (peer.state() == NodeState.SUSPECT) {
                    tellState(peer);
                }
            }
            case Liveness.Sign.Answered(Peer peer, long wallMillis, Duration roundTrip) -> {
                offsets.measured(peer.id(), wallMillis, roundTrip, context.loop().wallTime());
                if (context.now().since(peer.introduced()).compareTo(settings.introductionAge()) >= 0) {
                    hello.greet(peer.contact());
                }
            }
        }
    }

    private void tellState(Peer peer) {
        LOG.info("peer entered state={} name={} peer={}", peer.state(), peer.name(), peer.contact());
        listeners.entered().accept(peer);
        events.accept(new NodeEvent.PeerEntered(peer.id(), peer.name(), peer.state()));
    }

    /**
     * Only a joining node takes note that its name is taken. A node that takes part already keeps its name, whatever
     * other nodes answer.
     */
    private void refused(Contact by, Cause cause, String reason) {
        LOG.debug("greeting refused by={} reason={}", by, reason);
        if (state == NodeState.JOINING && cause == Cause.NAME_TAKEN) {
            refusals.put(by.endpoint(), reason);
        }
        if (refusals.size() > MAX_REFUSALS) {
            refusals.remove(refusals.keySet().iterator().next());
        }
    }

    private void conflict(String name, Id theirs) {
        String ours = forming.formation().map(formation -> formation.clusterId().toString()).orElse("none yet");
        String explanation = "node " + name + " belongs to another cluster of the same name "
                + self.clusterName() + ": cluster id " + theirs + ", here " + ours
                + "; two clusters formed apart from each other must not meet, give one of them another name or seeds";
        boolean isNews = otherCluster == null || !otherCluster.isWith(name, theirs);
        otherCluster = new Encounter(name, theirs, explanation, context.now());
        if (isNews) {
            listeners.conflict().accept(explanation);
        }
    }

    private Optional<String> otherCluster() {
        return Optional.ofNullable(otherCluster)
                .filter(met -> context.now().since(met.when).compareTo(REMEMBERED_ENCOUNTER) < 0)
                .map(Encounter::explanation);
    }

    private void decided(Forming.Decision decision) {
        switch (decision) {
            case Forming.Decision.Adopted(Formation formation) -> {
                LOG.info("cluster known id={} founders={}", formation.clusterId(), formation.members().size());
                events.accept(new NodeEvent.FormationAdopted(formation.clusterId(), formation.members().size()));
                listeners.formed().accept(formation);
                introduceEverywhere();
            }
            case Forming.Decision.Conflict(Id node, Formation theirs) ->
                conflict(book.peer(node).map(Peer::name).orElse(node.shortHex()), theirs.clusterId());
        }
    }

    /** The nodes to find: the members of the formation, or the initial members until it is known. */
    private final class FromForming implements Join.Wanted {

        @Override
        public List<Id> nodes() {
            Stream<Id> members = forming.formation()
                    .map(formation -> formation.members().stream().map(Member::node))
                    .orElseGet(() -> plan.initialMembers().stream().map(self::idOf));
            return members.filter(node -> !node.equals(self.id())).toList();
        }

        @Override
        public boolean isUrgent() {
            return forming.formation().isEmpty();
        }
    }

    /** Takes what lookups find out about other nodes by the way. */
    private final class FromLookups implements LookupObserver {

        @Override
        public void answered(Contact contact) {
            heard(contact);
        }

        @Override
        public void silent(Contact contact) {
            if (contact(contact.id()).filter(contact::equals).isPresent()) {
                liveness.missed(contact.id());
            }
        }

        @Override
        public void named(List<Contact> contacts) {
            contacts.stream().filter(contact -> book.peer(contact.id()).isEmpty())
                    .filter(contact -> book.size() < FULL_MESH || table.hasRoomFor(contact.id()))
                    .forEach(hello::greet);
        }
    }
}
