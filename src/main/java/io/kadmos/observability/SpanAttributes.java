package io.kadmos.observability;

import io.opentelemetry.api.common.AttributeKey;

/**
 * The attributes of spans, by the names of OpenTelemetry's semantic conventions. None of them contains a key of a
 * client.
 */
final class SpanAttributes {

    static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

    static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("rpc.system.name");
    static final AttributeKey<String> QUESTION = AttributeKey.stringKey("rpc.method");
    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("rpc.response.status_code");
    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    /** The node that is asked, in the span of the node that asks. */
    static final AttributeKey<String> SERVER_ADDRESS = AttributeKey.stringKey("server.address");
    static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");
    /** The node that asks, in the span of the node that is asked. */
    static final AttributeKey<String> CLIENT_ADDRESS = AttributeKey.stringKey("client.address");
    static final AttributeKey<Long> CLIENT_PORT = AttributeKey.longKey("client.port");

    private SpanAttributes() {}
}
