package io.kadmos.dht.message;

import java.time.Instant;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.RoutingReport;

/** Writes and reads a routing report: the id of its node, then its buckets. Times are milliseconds since 1970. */
final class RoutingReportCodec {

    private static final int MAX_PREFIX_BYTES = 8 * Id.BYTES;

    private RoutingReportCodec() {}

    static void write(Writer out, RoutingReport report) {
        out.id(report.self()).list(report.buckets(), RoutingReportCodec::writeBucket);
    }

    static RoutingReport read(Reader in) {
        return new RoutingReport(in.id(), in.list(RoutingReport.MAX_BUCKETS, RoutingReportCodec::readBucket));
    }

    private static void writeBucket(Writer out, RoutingReport.Bucket bucket) {
        out.text(bucket.prefix()).list(bucket.contacts(), RoutingReportCodec::writeEntry)
                .list(bucket.replacements(), RoutingReportCodec::writeEntry).u64(bucket.refreshed().toEpochMilli());
    }

    private static RoutingReport.Bucket readBucket(Reader in) {
        return new RoutingReport.Bucket(in.text(MAX_PREFIX_BYTES),
                in.list(RoutingReport.MAX_ENTRIES, RoutingReportCodec::readEntry),
                in.list(RoutingReport.MAX_ENTRIES, RoutingReportCodec::readEntry), Instant.ofEpochMilli(in.u64()));
    }

    private static void writeEntry(Writer out, RoutingReport.Entry entry) {
        out.text(entry.name()).id(entry.id()).endpoint(entry.endpoint()).choice(Writer.STATES, entry.state());
    }

    private static RoutingReport.Entry readEntry(Reader in) {
        return new RoutingReport.Entry(in.text(Introduction.MAX_NAME_BYTES), in.id(), in.endpoint(),
                in.choice(Writer.STATES));
    }
}
