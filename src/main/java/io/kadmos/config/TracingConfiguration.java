package io.kadmos.config;

import java.net.URI;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

import io.kadmos.dht.node.NodeIdentity;
import io.kadmos.http.RequestTracing;
import io.kadmos.observability.RequestSpan;
import io.kadmos.observability.Tracing;

/** Wires tracing if the settings name a collector. Without one, no class of OpenTelemetry is loaded. */
@Configuration(proxyBeanMethods = false)
@Conditional(TracingConfiguration.IsWanted.class)
class TracingConfiguration {

    @Bean
    Tracing tracing(KadmosSettings settings, NodeIdentity identity) {
        URI endpoint = URI.create(Objects.requireNonNull(settings.tracing().endpoint(), "checked by IsWanted"));
        return Tracing.to(endpoint, settings.tracing().sample(), identity);
    }

    @Bean
    RequestTracing requestTracing(Tracing tracing) {
        return (method, parent) -> {
            RequestSpan span = tracing.begin(method, parent);
            return new RequestTracing.Followed(span.trace(), span::answered);
        };
    }

    /** Whether the settings name a collector; a blank setting, the default, names none. */
    static final class IsWanted implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty("kadmos.tracing.endpoint"));
        }
    }
}
