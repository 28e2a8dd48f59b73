package io.kadmos.config;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import io.kadmos.dht.storage.StorageException;
import io.kadmos.machine.PortUnavailableException;

/** Says in one line why the node does not start, where an operator can do something about it. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailures implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause)
                .map(StartFailures::describe).flatMap(Optional::stream).reduce((outer, inner) -> inner)
                .map(line -> new FailureAnalysis(line, null, failure)).orElse(null);
    }

    private static Optional<String> describe(Throwable failure) {
        return Optional.ofNullable(switch (failure) {
            case SettingException setting -> setting.getMessage();
            case StorageException storage -> storage.getMessage();
            case PortUnavailableException port -> port.getMessage() + " (kadmos.peer.bind-host, kadmos.peer.port)";
            case PortInUseException port -> "cannot listen on TCP port " + port.getPort()
                    + ": it is in use (server.port, management.server.port)";
            case UnboundConfigurationPropertiesException unknown -> unknown.getUnboundProperties().stream()
                    .map(each -> each.getName().toString()).sorted()
                    .collect(Collectors.joining(", ", "", " is not a setting of Kadmos"));
            case BindException binding -> conversion(binding);
            default -> null;
        });
    }

    /** A value that is no number, no duration, … where one is needed. */
    private static @Nullable String conversion(BindException failure) {
        ConfigurationProperty property = failure.getProperty();
        if (property == null) {
            return null;
        }
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return property.getName() + "=" + property.getValue() + " is not valid: allowed is "
                + (cause instanceof ValueNotAllowedException wrong ? wrong.allowed() : values(failure));
    }

    private static String values(BindException failure) {
        Class<?> type = failure.getTarget().getType().toClass();
        return type.isEnum()
                ? Stream.of(type.getEnumConstants()).map(each -> each.toString().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" or "))
                : "a value of type " + type.getSimpleName().toLowerCase(Locale.ROOT);
    }
}
