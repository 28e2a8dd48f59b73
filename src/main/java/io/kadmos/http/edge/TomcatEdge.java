package io.kadmos.http.edge;

import java.time.Duration;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

import io.kadmos.http.GatewaySettings;
import io.kadmos.http.access.AccessValve;
import io.kadmos.http.access.RateLimitValve;
import io.kadmos.http.access.TokenAuthorization;
import io.kadmos.http.kv.BodyReader;
import io.kadmos.http.kv.KeyPath;
import io.kadmos.http.problem.ProblemWriter;

/**
 * Configures Tomcat for the gateway. It leaves paths alone, because the key is the raw path. It bounds the time of slow
 * clients. Its answers reveal nothing about itself.
 */
@Component
final class TomcatEdge implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    /** Bounds the wait for each part of a request's head. */
    private static final Duration HEAD_TIMEOUT = Duration.ofSeconds(10);
    /** Bounds the wait for each part of a body; {@link BodyReader} bounds the whole body. */
    private static final Duration BODY_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);
    /** Not allowed in a URI, but unambiguous; some clients send them. */
    private static final String RELAXED = "\"<>[\\]^`{|}";

    private final ProblemWriter problems;
    private final GatewaySettings settings;
    private final RefusalLog refusals;
    private final ObjectProvider<TokenAuthorization> authorization;

    TomcatEdge(ProblemWriter problems, GatewaySettings settings, RefusalLog refusals,
            ObjectProvider<TokenAuthorization> authorization) {
        this.problems = problems;
        this.settings = settings;
        this.refusals = refusals;
        this.authorization = authorization;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addEngineValves(refusals, new EdgeValve(problems, new KeyPath(settings.maxKeyBytes())));
        if (settings.requestsPerSecond() > 0) {
            factory.addEngineValves(new RateLimitValve(settings.requestsPerSecond(), problems));
        }
        authorization.ifAvailable(each -> factory.addEngineValves(new AccessValve(each, problems)));
        factory.addConnectorCustomizers(TomcatEdge::leavePathsAlone, TomcatEdge::limitTimes);
        factory.addContextCustomizers(TomcatEdge::reportNothing);
    }

    private static void leavePathsAlone(Connector connector) {
        connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        connector.setAllowBackslash(true);
        AbstractHttp11Protocol<?> http = (AbstractHttp11Protocol<?>) connector.getProtocolHandler();
        http.setRelaxedPathChars(RELAXED);
        http.setRelaxedQueryChars(RELAXED);
    }

    private static void limitTimes(Connector connector) {
        AbstractHttp11Protocol<?> http = (AbstractHttp11Protocol<?>) connector.getProtocolHandler();
        http.setConnectionTimeout((int) HEAD_TIMEOUT.toMillis());
        http.setKeepAliveTimeout((int) IDLE_TIMEOUT.toMillis());
        http.setDisableUploadTimeout(false);
        http.setConnectionUploadTimeout((int) BODY_TIMEOUT.toMillis());
        http.setMaxKeepAliveRequests(-1); // a connection may live for as long as it is used
        http.setContinueResponseTiming("onRead"); // not before the limits were checked
    }

    /** {@link EdgeValve} reports errors; the reports of Tomcat, of which Spring Boot adds one, would be HTML. */
    private static void reportNothing(Context context) {
        StandardHost host = (StandardHost) context.getParent();
        host.setErrorReportValveClass("");
        Stream.of(host.getPipeline().getValves()).filter(ErrorReportValve.class::isInstance)
                .forEach(host.getPipeline()::removeValve);
    }
}
