package io.kadmos.http.cluster;

import java.time.Instant;
import java.util.List;

import io.kadmos.dht.record.RoutingReport;

/** The JSON of {@code GET /cluster/routing-table}. */
record RoutingTableView(String self, List<Bucket> buckets) {

    record Bucket(String prefix, List<Contact> contacts, List<Contact> replacements, Instant refreshed) {}

    record Contact(String name, String id, String address, String state) {}

    static RoutingTableView of(RoutingReport report) {
        return new RoutingTableView(report.self().hex(), report.buckets().stream()
                .map(bucket -> new Bucket(bucket.prefix(), contacts(bucket.contacts()),
                        contacts(bucket.replacements()), bucket.refreshed()))
                .toList());
    }

    private static List<Contact> contacts(List<RoutingReport.Entry> entries) {
        return entries.stream().map(entry -> new Contact(entry.name(), entry.id().hex(), entry.endpoint().toString(),
                ClusterView.word(entry.state()))).toList();
    }
}
