package io.kadmos.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.event.NodeEvent.CallEnd;
import io.kadmos.dht.event.RequestTrace;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.TraceContext;

final class TracingTest {

    private static final TraceContext WANTED = new TraceContext(0x4bf9, 0x2f35, 0xf067, (byte) 1);
    private static final TraceContext UNWANTED = new TraceContext(0x4bf9, 0x2f35, 0xf067, (byte) 0);
    private static final Contact SELF = contact("alice", 1);
    private static final Contact OTHER = contact("bob", 2);

    private final KeptSpans kept = new KeptSpans();

    @Test
    void tracesWhatItsClientWantsTraced() {
        RequestSpan request = tracing(0).begin("GET", WANTED);
        String context = followed(request).context().toString();
        ask(request, OTHER, "query", CallEnd.ANSWERED);
        request.answered(200);

        assertThat(kept.spans()).extracting(SpanData::getName).containsExactly("query", "GET /kv/{key}");
        SpanData root = kept.named("GET /kv/{key}");
        assertThat(root.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(root.getTraceId()).isEqualTo("0000000000004bf90000000000002f35");
        assertThat(root.getParentSpanId()).isEqualTo("000000000000f067");
        assertThat(root.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(root.getAttributes().get(SpanAttributes.STATUS)).isEqualTo(200);
        assertThat(context).isEqualTo("00-" + root.getTraceId() + "-" + root.getSpanId() + "-01");
    }

    @Test
    void hasEveryQuestionBelongToItsRequestAndGoWithAContextOfItsOwn() {
        RequestSpan request = tracing(1).begin("PUT", null);
        TraceContext asked = ask(request, OTHER, "prepare", CallEnd.ANSWERED);
        ask(request, OTHER, "accept", CallEnd.TIMED_OUT);
        ask(request, SELF, "query", CallEnd.REFUSED);
        request.answered(503);

        SpanData root = kept.named("PUT /kv/{key}");
        assertThat(root.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(kept.spans()).filteredOn(each -> !each.equals(root)).extracting(SpanData::getParentSpanId)
                .containsOnly(root.getSpanId());
        SpanData answered = kept.named("prepare");
        assertThat(asked.toString()).startsWith("00-" + root.getTraceId() + "-" + answered.getSpanId());
        assertThat(asked.isSampled()).isTrue();
        assertThat(answered.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(answered.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(answered.getAttributes().get(SpanAttributes.SERVER_ADDRESS)).isEqualTo("127.0.0.2");
        assertThat(kept.named("accept").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(kept.named("accept").getAttributes().get(SpanAttributes.ERROR)).isEqualTo("timed-out");
        assertThat(kept.named("query").getKind()).isEqualTo(SpanKind.INTERNAL);
    }

    @Test
    void passesOnWhatAClientSaysThatWantsNoTrace() {
        Tracing tracing = tracing(1);
        RequestSpan request = tracing.begin("GET", UNWANTED);
        assertThat(request.trace()).isEqualTo(new RequestTrace.Passing(UNWANTED));
        request.answered(200);
        tracing.accept(new NodeEvent.TracedRequestServed(UNWANTED, OTHER, "query", "current", Duration.ofMillis(2)));

        assertThat(kept.spans()).isEmpty();
    }

    @Test
    void followsNothingThatChanceDoesNotPick() {
        RequestSpan request = tracing(0).begin("GET", null);
        assertThat(request.trace()).isNull();
        request.answered(200);

        assertThat(kept.spans()).isEmpty();
    }

    @Test
    void tellsWhatThisNodeAnsweredToAnother() {
        tracing(0).accept(new NodeEvent.TracedRequestServed(WANTED, OTHER, "accept", "accepted", Duration.ofMillis(7)));

        SpanData served = kept.named("accept");
        assertThat(served.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(served.getTraceId()).isEqualTo("0000000000004bf90000000000002f35");
        assertThat(served.getParentSpanId()).isEqualTo("000000000000f067");
        assertThat(served.getEndEpochNanos() - served.getStartEpochNanos()).isEqualTo(7_000_000);
        assertThat(served.getAttributes().get(SpanAttributes.OUTCOME)).isEqualTo("accepted");
        assertThat(served.getAttributes().get(SpanAttributes.CLIENT_ADDRESS)).isEqualTo("127.0.0.2");
    }

    @Test
    void namesNoSpanAfterAWordThatAClientInvents() {
        tracing(1).begin("BREW", null).answered(405);

        assertThat(kept.spans()).singleElement().extracting(SpanData::getName).isEqualTo("_OTHER /kv/{key}");
    }

    private static TraceContext ask(RequestSpan request, Contact whom, String type, CallEnd end) {
        RequestTrace.Question question = followed(request).asking(whom, type);
        question.ended(end);
        return question.context();
    }

    private static RequestTrace followed(RequestSpan request) {
        return Objects.requireNonNull(request.trace(), "it is traced");
    }

    private Tracing tracing(double sample) {
        return new Tracing(SdkTracerProvider.builder()
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(sample)))
                .addSpanProcessor(SimpleSpanProcessor.create(kept)).build(), SELF.id());
    }

    private static Contact contact(String name, int number) {
        return new Contact(Id.ofNode("test", name), Endpoint.of(new byte[]{127, 0, 0, (byte) number}, 7400));
    }
}
