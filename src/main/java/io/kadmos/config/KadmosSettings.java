package io.kadmos.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

import io.kadmos.dht.channel.ChannelSettings;
import io.kadmos.dht.channel.Keyring;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Body;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Formation;

/**
 * Every setting below {@code kadmos}, as {@code application.yml} lists them with their defaults and reasons. An unknown
 * key there or on the command line is an error, and so is a value out of its range; the message of {@link Setting}
 * names the key and what is allowed.
 */
@ConfigurationProperties(prefix = "kadmos", ignoreUnknownFields = false)
record KadmosSettings(NodeSection node, Cluster cluster, Peer peer, Replication replication, Kademlia kademlia,
        Storage storage, Limits limits, Http http, Tracing tracing, Kubernetes kubernetes) {

    private static final int MAX_K = 256;
    private static final Duration MIN_DEADLINE = Duration.ofMillis(100);
    private static final Duration MAX_DEADLINE = Duration.ofSeconds(60);
    private static final int MAX_IN_FLIGHT = 100_000;

    /** A node that talks to other nodes needs a secret, a keyring directory, or {@code kadmos.peer.insecure}. */
    KadmosSettings {
        boolean alone = peer.seeds().isEmpty() && cluster.initialMembers().size() <= 1;
        if (!alone && cluster.secret() == null && cluster.keyringDir() == null && !peer.insecure()) {
            throw new SettingException("kadmos.cluster.secret is missing: a node with seeds or other initial members"
                    + " needs one, the same on all nodes, or a kadmos.cluster.keyring-dir, or"
                    + " kadmos.peer.insecure=true");
        }
    }

    /** The nodes that form the cluster the first time: this node alone, unless the settings name others or seeds. */
    List<String> initialMembersFor(String nodeName) {
        return cluster.initialMembers().isEmpty() && peer.seeds().isEmpty()
                ? List.of(nodeName)
                : cluster.initialMembers();
    }

    /** The name and the data directory of the node. */
    record NodeSection(@Nullable String name, Path dataDir) {

        NodeSection {
            name = Setting.optional(name);
            if (name != null) {
                Setting.name("kadmos.node.name", name);
            }
        }
    }

    /** The cluster that the node belongs to. */
    record Cluster(String name, List<String> initialMembers, @Nullable String secret, @Nullable String keyringDir) {

        Cluster {
            Setting.name("kadmos.cluster.name", name);
            initialMembers = List.copyOf(initialMembers);
            initialMembers.forEach(each -> Setting.name("kadmos.cluster.initial-members", each));
            Setting.range("kadmos.cluster.initial-members (their number)", initialMembers.size(), 0,
                    Formation.MAX_MEMBERS);
            keyringDir = Setting.optional(keyringDir);
            secret = Setting.optional(secret);
            if (secret != null && keyringDir != null) {
                throw new SettingException("kadmos.cluster.keyring-dir=" + keyringDir + " is not valid: allowed is one"
                        + " of kadmos.cluster.secret and kadmos.cluster.keyring-dir, not both");
            }
            if (secret != null && secret.length() < Keyring.MIN_SECRET_LENGTH) {
                throw new SettingException("kadmos.cluster.secret is too short: allowed is "
                        + Keyring.MIN_SECRET_LENGTH + " characters or more");
            }
        }

        /** Omits the secret. */
        @Override
        public String toString() {
            return "Cluster[" + name + ", " + initialMembers + ", " + keyringDir + "]";
        }
    }

    /** How the node talks to other nodes. */
    record Peer(int port, String bindHost, @Nullable String advertisedHost, List<String> seeds, int maxDatagramBytes,
            boolean insecure) {

        Peer {
            Setting.range("kadmos.peer.port", port, 1, 0xffff);
            advertisedHost = Setting.optional(advertisedHost);
            seeds = List.copyOf(seeds);
            seeds.forEach(Setting::seed);
            Setting.range("kadmos.peer.max-datagram-bytes", maxDatagramBytes, ChannelSettings.MIN_DATAGRAM_BYTES,
                    ChannelSettings.MAX_DATAGRAM_BYTES);
        }
    }

    /** The number of replicas of a slot, and how long a silent member keeps its place. */
    record Replication(int factor, Duration replaceAfter) {

        private static final Duration MIN_SILENCE = Duration.ofSeconds(10);
        private static final Duration MAX_SILENCE = Duration.ofDays(30);

        Replication {
            Setting.range("kadmos.replication.factor", factor, 1, Configuration.MAX_MEMBERS);
            Setting.range("kadmos.replication.replace-after", replaceAfter, MIN_SILENCE, MAX_SILENCE);
        }
    }

    /** The constants of Kademlia. */
    record Kademlia(int k, int alpha) {

        Kademlia {
            Setting.range("kadmos.kademlia.k", k, 1, MAX_K);
            Setting.range("kadmos.kademlia.alpha", alpha, 1, k);
        }
    }

    /** How the node stores its rows. */
    record Storage(Engine engine, boolean sync, Share highWatermark) {

        /** The kinds of disks. */
        enum Engine {
            ROCKSDB, MEMORY
        }
    }

    /** The largest value and the longest key. */
    record Limits(DataSize maxValueBytes, int maxKeyBytes) {

        Limits {
            Setting.range("kadmos.limits.max-value-bytes", maxValueBytes.toBytes(), 1, Body.MAX_VALUE_BYTES);
            Setting.range("kadmos.limits.max-key-bytes", maxKeyBytes, 1, Key.MAX_BYTES);
        }
    }

    /** How the node asks Kubernetes about its pod; without detection it asks nothing. */
    record Kubernetes(boolean scaleDownDetection, Duration drainTimeout, @Nullable String apiServer,
            String serviceAccountDir) {

        private static final Duration MIN_DRAIN = Duration.ofSeconds(1);
        private static final Duration MAX_DRAIN = Duration.ofHours(12);

        Kubernetes {
            apiServer = Setting.optional(apiServer);
            if (apiServer != null && !apiServer.startsWith("https://")) {
                throw Setting.refusal("kadmos.kubernetes.api-server", apiServer,
                        "an address that begins with https://");
            }
            Setting.range("kadmos.kubernetes.drain-timeout", drainTimeout, MIN_DRAIN, MAX_DRAIN);
        }
    }

    /** The bounds of the gateway. */
    record Http(Duration requestDeadline, int maxInFlight, String rateLimit, Auth auth) {

        /** YAML reads the word off as false, unless it stands in quotes. */
        private static final Set<String> OFF = Set.of("off", "false");
        private static final Pattern REQUESTS_PER_SECOND = Pattern.compile("[1-9][0-9]{0,5}");

        Http {
            Setting.range("kadmos.http.request-deadline", requestDeadline, MIN_DEADLINE, MAX_DEADLINE);
            Setting.range("kadmos.http.max-in-flight", maxInFlight, 1, MAX_IN_FLIGHT);
            if (!OFF.contains(rateLimit) && !REQUESTS_PER_SECOND.matcher(rateLimit).matches()) {
                throw Setting.refusal("kadmos.http.rate-limit", rateLimit, "off, or 1 to 999999 requests a second");
            }
        }

        /** The most requests a second from one client; 0 for no limit. */
        int requestsPerSecond() {
            return OFF.contains(rateLimit) ? 0 : Integer.parseInt(rateLimit);
        }
    }

    /**
     * Where the node sends spans.
     *
     * @param endpoint the URL of a collector; without one the node traces nothing
     * @param sample the share, 0 to 1, of the requests without a {@code traceparent} that the node traces
     */
    record Tracing(@Nullable String endpoint, double sample) {

        Tracing {
            endpoint = Setting.optional(endpoint);
            if (endpoint != null) {
                Setting.webAddress("kadmos.tracing.endpoint", endpoint);
            }
            if (!(sample >= 0 && sample <= 1)) {
                throw Setting.refusal("kadmos.tracing.sample", String.valueOf(sample), "0 to 1");
            }
        }
    }

    /** How clients prove over HTTP who they are. */
    record Auth(Mode mode, @Nullable String tokensFile) {

        /** What a client must show. */
        enum Mode {
            NONE, TOKEN
        }

        /** Refuses a tokens file that the node would not read: it would protect nothing, and look as if it did. */
        Auth {
            tokensFile = Setting.optional(tokensFile);
            if (mode == Mode.TOKEN && tokensFile == null) {
                throw new SettingException("kadmos.http.auth.tokens-file is missing: kadmos.http.auth.mode=token needs"
                        + " one");
            }
            if (mode == Mode.NONE && tokensFile != null) {
                throw new SettingException("kadmos.http.auth.tokens-file=" + tokensFile + " is not valid: allowed is"
                        + " none, unless kadmos.http.auth.mode=token");
            }
        }
    }
}
