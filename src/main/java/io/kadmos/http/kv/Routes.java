package io.kadmos.http.kv;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Maps paths to their labels in metrics: a fixed set, whatever paths clients request. Spring knows the paths of
 * controllers only when it has made all of them, so they are looked up at the first use. Callable from any thread.
 */
@Component
public final class Routes {

    static final String KEY = KeyPath.PREFIX + "{key}";

    private final SingletonSupplier<Set<String>> controllers;

    Routes(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mapping) {
        this.controllers = SingletonSupplier.of(() -> paths(mapping.getObject()));
    }

    /** The route of a raw path; null if there is none. */
    public @Nullable String of(@Nullable String rawPath) {
        if (rawPath == null) {
            return null;
        }
        if (rawPath.startsWith(KeyPath.PREFIX)) {
            return KEY;
        }
        return controllers.obtain().contains(rawPath) ? rawPath : null;
    }

    private static Set<String> paths(RequestMappingHandlerMapping mapping) {
        return mapping.getHandlerMethods().keySet().stream().flatMap(each -> each.getPatternValues().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
