package io.kadmos.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.event.NodeEvent.CallEnd;

/** The names and labels of all metrics: the dashboards and alerts of operators rely on each of them. */
final class MeterNamesTest {

    private static final String OF_EVENTS = """
            kadmos_bugs_total
            kadmos_datagrams_dropped_total{reason="malformed"}
            kadmos_datagrams_dropped_total{reason="not-authentic"}
            kadmos_datagrams_dropped_total{reason="overload"}
            kadmos_datagrams_dropped_total{reason="replayed"}
            kadmos_datagrams_dropped_total{reason="too-short"}
            kadmos_datagrams_dropped_total{reason="unaddressed"}
            kadmos_datagrams_dropped_total{reason="unknown-key"}
            kadmos_datagrams_dropped_total{reason="unknown-wire-version"}
            kadmos_datagrams_total{direction="received"}
            kadmos_datagrams_total{direction="sent"}
            kadmos_in_flight_requests
            kadmos_kv_operations_seconds_count{operation="delete",outcome="not-applied"}
            kadmos_kv_operations_seconds_count{operation="delete",outcome="precondition-failed"}
            kadmos_kv_operations_seconds_count{operation="delete",outcome="unknown"}
            kadmos_kv_operations_seconds_count{operation="delete",outcome="written"}
            kadmos_kv_operations_seconds_count{operation="get",outcome="absent"}
            kadmos_kv_operations_seconds_count{operation="get",outcome="found"}
            kadmos_kv_operations_seconds_count{operation="get",outcome="not-applied"}
            kadmos_kv_operations_seconds_count{operation="put",outcome="not-applied"}
            kadmos_kv_operations_seconds_count{operation="put",outcome="precondition-failed"}
            kadmos_kv_operations_seconds_count{operation="put",outcome="unknown"}
            kadmos_kv_operations_seconds_count{operation="put",outcome="written"}
            kadmos_lookup_hops_count
            kadmos_lookup_seconds_count
            kadmos_paxos_rounds_total{outcome="disagreed",phase="accept"}
            kadmos_paxos_rounds_total{outcome="disagreed",phase="prepare"}
            kadmos_paxos_rounds_total{outcome="disagreed",phase="query"}
            kadmos_paxos_rounds_total{outcome="failed",phase="accept"}
            kadmos_paxos_rounds_total{outcome="failed",phase="prepare"}
            kadmos_paxos_rounds_total{outcome="failed",phase="query"}
            kadmos_paxos_rounds_total{outcome="moved",phase="accept"}
            kadmos_paxos_rounds_total{outcome="moved",phase="prepare"}
            kadmos_paxos_rounds_total{outcome="moved",phase="query"}
            kadmos_paxos_rounds_total{outcome="succeeded",phase="accept"}
            kadmos_paxos_rounds_total{outcome="succeeded",phase="prepare"}
            kadmos_paxos_rounds_total{outcome="succeeded",phase="query"}
            kadmos_reconfiguration_seconds_count
            kadmos_reconfigurations_total{outcome="decided",reason="drain"}
            kadmos_reconfigurations_total{outcome="decided",reason="join"}
            kadmos_reconfigurations_total{outcome="decided",reason="loss"}
            kadmos_reconfigurations_total{outcome="decided",reason="tombstones"}
            kadmos_reconfigurations_total{outcome="decided",reason="undecided"}
            kadmos_reconfigurations_total{outcome="failed",reason="drain"}
            kadmos_reconfigurations_total{outcome="failed",reason="join"}
            kadmos_reconfigurations_total{outcome="failed",reason="loss"}
            kadmos_reconfigurations_total{outcome="failed",reason="tombstones"}
            kadmos_reconfigurations_total{outcome="failed",reason="undecided"}
            kadmos_rpc_client_seconds_count{outcome="answered",type="ping"}
            kadmos_rpc_client_seconds_count{outcome="refused",type="ping"}
            kadmos_rpc_client_seconds_count{outcome="timed-out",type="ping"}
            kadmos_rpc_retransmissions_total
            kadmos_rpc_server_seconds_count{type="ping"}
            kadmos_storage_bytes
            kadmos_storage_damaged_records_total
            kadmos_storage_rollbacks_total
            kadmos_storage_sync_seconds_count
            kadmos_transfer_bytes_total{direction="received"}
            kadmos_transfer_bytes_total{direction="sent"}
            """;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void keepsEveryNameAndEveryLabelOfACounterAndATimer() {
        NodeMeters meters = new NodeMeters(registry);
        meters.accept(new NodeEvent.CallEnded("ping", CallEnd.ANSWERED, Duration.ofMillis(1)));
        meters.accept(new NodeEvent.RequestServed("ping", Duration.ofMillis(1)));
        meters.storageBytes(() -> 1);
        meters.inFlightRequests(() -> 1);

        assertThat(series()).isEqualTo(OF_EVENTS);
    }

    @Test
    void keepsEveryNameAndEveryLabelOfAGauge() {
        new NodeGauges(() -> CompletableFuture.failedFuture(new IllegalStateException("stopped"))).bindTo(registry);

        assertThat(series()).isEqualTo("""
                kadmos_clock_skew_seconds
                kadmos_narrow_paths
                kadmos_nodes{state="active"}
                kadmos_nodes{state="draining"}
                kadmos_nodes{state="gone"}
                kadmos_nodes{state="joining"}
                kadmos_nodes{state="suspect"}
                kadmos_readiness{reason="auth-mismatch"}
                kadmos_readiness{reason="clock-skew"}
                kadmos_readiness{reason="draining"}
                kadmos_readiness{reason="duplicate-name"}
                kadmos_readiness{reason="forming"}
                kadmos_readiness{reason="isolated"}
                kadmos_readiness{reason="joining"}
                kadmos_readiness{reason="mtu"}
                kadmos_readiness{reason="ready"}
                kadmos_readiness{reason="rolled-back"}
                kadmos_readiness{reason="storage-full"}
                kadmos_routing_contacts{state="live"}
                kadmos_routing_contacts{state="replacement"}
                kadmos_routing_contacts{state="silent"}
                kadmos_slots_held
                kadmos_slots_under_replicated
                kadmos_slots_without_quorum
                kadmos_slots{state="active"}
                kadmos_slots{state="moving"}
                kadmos_slots{state="unknown"}
                kadmos_storage_full
                kadmos_storage_keys
                kadmos_storage_tombstones
                """);
    }

    /** Every series without its value, sorted; of a histogram or summary only its count. */
    private String series() {
        StringBuilder series = new StringBuilder();
        registry.scrape().lines().filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .filter(line -> !line.matches("\\w+_(bucket|sum|max)(\\{.*)?")).sorted()
                .forEach(line -> series.append(line).append('\n'));
        return series.toString();
    }
}
