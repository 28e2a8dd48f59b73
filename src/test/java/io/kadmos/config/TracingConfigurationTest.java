package io.kadmos.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.kadmos.http.RequestTracing;
import io.kadmos.observability.Tracing;

/** Without a collector no bean traces. */
final class TracingConfigurationTest {

    @ParameterizedTest
    @ValueSource(strings = {"kadmos.tracing.sample=1", "kadmos.tracing.endpoint=", "kadmos.tracing.endpoint= "})
    void makesNothingWhereNoCollectorIsNamed(String setting) {
        new ApplicationContextRunner().withUserConfiguration(TracingConfiguration.class).withPropertyValues(setting)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(TracingConfiguration.class)
                        .doesNotHaveBean(Tracing.class).doesNotHaveBean(RequestTracing.class));
    }
}
