package io.kadmos.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.event.NodeEvent.CallEnd;
import io.kadmos.dht.event.NodeEvent.ChangeReason;
import io.kadmos.dht.event.NodeEvent.Direction;
import io.kadmos.dht.event.NodeEvent.DropReason;
import io.kadmos.dht.event.NodeEvent.Phase;
import io.kadmos.dht.event.NodeEvent.RoundEnd;

final class NodeMetersTest {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final NodeMeters meters = new NodeMeters(registry);

    @Test
    void countsDatagramsByDirectionAndThoseDroppedByReason() {
        Stream.of(new NodeEvent.DatagramSent(100), new NodeEvent.DatagramSent(1200),
                new NodeEvent.DatagramReceived(60), new NodeEvent.DatagramDropped(DropReason.NOT_AUTHENTIC))
                .forEach(meters);

        assertThat(lines()).contains("kadmos_datagrams_total{direction=\"sent\"} 2.0",
                "kadmos_datagrams_total{direction=\"received\"} 1.0",
                "kadmos_datagrams_dropped_total{reason=\"not-authentic\"} 1.0",
                "kadmos_datagrams_dropped_total{reason=\"overload\"} 0.0");
    }

    @Test
    void timesCallsByTypeAndOutcome() {
        meters.accept(new NodeEvent.CallEnded("ping", CallEnd.TIMED_OUT, Duration.ofMillis(250)));
        meters.accept(new NodeEvent.RequestServed("ping", Duration.ofMillis(2)));

        assertThat(lines()).contains(
                "kadmos_rpc_client_seconds_sum{outcome=\"timed-out\",type=\"ping\"} 0.25",
                "kadmos_rpc_client_seconds_count{outcome=\"answered\",type=\"ping\"} 0",
                "kadmos_rpc_server_seconds_count{type=\"ping\"} 1");
    }

    @Test
    void countsRoundsByPhaseAndOutcome() {
        meters.accept(new NodeEvent.RoundEnded(Phase.QUERY, RoundEnd.SUCCEEDED));
        meters.accept(new NodeEvent.RoundEnded(Phase.PREPARE, RoundEnd.FAILED));

        assertThat(lines()).contains(
                "kadmos_paxos_rounds_total{outcome=\"succeeded\",phase=\"query\"} 1.0",
                "kadmos_paxos_rounds_total{outcome=\"failed\",phase=\"prepare\"} 1.0",
                "kadmos_paxos_rounds_total{outcome=\"moved\",phase=\"accept\"} 0.0");
    }

    @Test
    void countsSlotsThatWereReconfiguredAndThoseThatWereNot() {
        meters.accept(new NodeEvent.Reconfigured(ChangeReason.LOSS, 5, 3, Duration.ofSeconds(2)));

        assertThat(lines()).contains(
                "kadmos_reconfigurations_total{outcome=\"decided\",reason=\"loss\"} 3.0",
                "kadmos_reconfigurations_total{outcome=\"failed\",reason=\"loss\"} 2.0",
                "kadmos_reconfiguration_seconds_sum 2.0");
    }

    @Test
    void countsTheBytesOfRowsThatMoved() {
        meters.accept(new NodeEvent.RowsMoved(7, Direction.RECEIVED, 2, 300));

        assertThat(lines()).contains("kadmos_transfer_bytes_total{direction=\"received\"} 300.0",
                "kadmos_transfer_bytes_total{direction=\"sent\"} 0.0");
    }

    @Test
    void sortsOperationsIntoBuckets() {
        meters.operationEnded("put", "written", Duration.ofMillis(3));

        assertThat(lines()).contains(
                "kadmos_kv_operations_seconds_bucket{operation=\"put\",outcome=\"written\",le=\"0.002\"} 0",
                "kadmos_kv_operations_seconds_bucket{operation=\"put\",outcome=\"written\",le=\"0.005\"} 1",
                "kadmos_kv_operations_seconds_count{operation=\"get\",outcome=\"absent\"} 0");
    }

    @Test
    void timesWritesToTheDisk() {
        meters.diskWritten(Duration.ofMillis(7));

        assertThat(lines()).contains("kadmos_storage_sync_seconds_bucket{le=\"0.01\"} 1",
                "kadmos_storage_sync_seconds_count 1");
    }

    private Stream<String> lines() {
        return registry.scrape().lines();
    }
}
