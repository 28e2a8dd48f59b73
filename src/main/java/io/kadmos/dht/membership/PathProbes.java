package io.kadmos.dht.membership;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Request.ProbePath;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.runtime.EventLoop.Timer;

/**
 * Finds paths that carry short datagrams and lose long ones. A link does so whose MTU is smaller than both ends assume
 * (a black hole, RFC 8899 §4.3). Small values work over such a path, larger ones do not.
 *
 * <p>Once in a probe interval, this node sends a datagram of full length to one living node, which answers with one of
 * the same length. A node that does not answer but is heard meanwhile missed the probe, and is probed again next. After
 * {@link #MISSES} misses in a row its path is narrow, until an answer comes. A silent node missed nothing. A refusal
 * proves nothing either, because the probe may never have left this node.
 */
final class PathProbes {

    static final int MISSES = 3;
    /** How many paths are remembered: enough to tell one narrow path from a node behind a narrow link. */
    static final int REMEMBERED = 8;

    private static final Logger LOG = LoggerFactory.getLogger(PathProbes.class);

    private final AddressBook book;
    private final MembershipSettings settings;
    private final MembershipContext context;
    /** The misses in a row, by node; the path that was first probed earliest comes first. */
    private final Map<Id, Integer> misses = new LinkedHashMap<>();

    private @Nullable Id latest;
    private boolean isAsking;
    private @Nullable Timer timer;

    PathProbes(AddressBook book, MembershipSettings settings, MembershipContext context) {
        this.book = book;
        this.settings = settings;
        this.context = context;
    }

    void start() {
        timer = context.loop().schedule(settings.probeInterval(), this::tick);
    }

    void close() {
        if (timer != null) {
            timer.cancel();
        }
    }

    NarrowPaths narrow() {
        List<Id> known = misses.keySet().stream().filter(this::isLiving).toList();
        List<String> names = known.stream().filter(this::isNarrow)
                .map(id -> book.peer(id).map(Peer::name).orElse(id.shortHex())).toList();
        return new NarrowPaths(names, names.size() * 2 > known.size());
    }

    private void tick() {
        if (!isAsking) {
            next().ifPresent(this::ask);
        }
        start();
    }

    /**
     * The node of the latest probe if its path is in doubt; else the next living node in the order of ids, which begins
     * anew after the last.
     */
    private Optional<Peer> next() {
        Optional<Peer> doubtful = Optional.ofNullable(latest).filter(this::isDoubtful).flatMap(book::peer);
        return doubtful.or(() -> Optional.ofNullable(latest).flatMap(book::livingAfter))
                .or(() -> book.livingAfter(Id.ZERO));
    }

    private void ask(Peer peer) {
        Duration begin = context.loop().uptime();
        latest = peer.id();
        isAsking = true;
        context.caller().call(peer.contact(), ProbePath.filling(context.datagramMessageBytes()),
                Call.within(settings.callTimeout()),
                result -> {
                    isAsking = false;
                    judge(peer.id(), begin, result);
                });
    }

    private void judge(Id id, Duration begin, CallResult result) {
        boolean wasNarrow = isNarrow(id);
        if (result instanceof CallResult.Answered) {
            remember(id, 0);
        } else if (result instanceof CallResult.TimedOut && wasHeardSince(id, begin)) {
            remember(id, Math.min(MISSES, misses.getOrDefault(id, 0) + 1));
        }
        if (isNarrow(id) != wasNarrow) {
            tell(id);
        }
    }

    private void remember(Id id, int inARow) {
        misses.put(id, inARow);
        if (misses.size() > REMEMBERED) {
            misses.remove(misses.keySet().iterator().next());
        }
    }

    private void tell(Id id) {
        String name = book.peer(id).map(Peer::name).orElse("");
        if (isNarrow(id)) {
            LOG.warn("path narrow: long datagrams get lost, short ones do not; name={} peer={}", name, id);
        } else {
            LOG.info("path wide again: long datagrams get through; name={} peer={}", name, id);
        }
    }

    private boolean isNarrow(Id id) {
        return misses.getOrDefault(id, 0) >= MISSES;
    }

    private boolean isDoubtful(Id id) {
        int inARow = misses.getOrDefault(id, 0);
        return inARow > 0 && inARow < MISSES && isLiving(id);
    }

    private boolean isLiving(Id id) {
        return book.peer(id).filter(peer -> !peer.isSuspect()).isPresent();
    }

    private boolean wasHeardSince(Id id, Duration begin) {
        return book.peer(id).filter(peer -> peer.lastHeard().uptime().compareTo(begin) > 0).isPresent();
    }
}
