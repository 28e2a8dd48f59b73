package io.kadmos.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever clients choose, it becomes no label: the number of series does not grow with keys, paths and methods. */
final class SeriesIT {

    private static final int KEYS = 80_000;
    private static final int PATHS = 20_000;
    private static final int CLIENTS = 24;
    private static final List<String> ODD_METHODS = List.of("BREW", "PROPFIND", "POST", "OPTIONS");

    @Test
    void aHundredThousandKeysAndPathsAddNoSeries() throws InterruptedException {
        try (RunningGateway gateway = RunningGateway.start("--kadmos.http.request-deadline=30s")) {
            touch(gateway, 0);
            Set<String> before = series(gateway);

            inParallel(KEYS, i -> {
                if (i % 4 == 0) {
                    gateway.put("/kv/key/" + i, "value");
                } else {
                    gateway.get("/kv/key/" + i);
                }
            });
            inParallel(PATHS, i -> touch(gateway, i));

            Set<String> after = series(gateway);
            System.out.println("series before " + KEYS + " keys and " + PATHS + " paths: " + before.size()
                    + ", after: " + after.size());
            assertThat(after).containsExactlyInAnyOrderElementsOf(before);
        }
    }

    /** One request of every kind that clients can vary. */
    private static void touch(RunningGateway gateway, int i) {
        switch (i % 5) {
            case 0 -> gateway.get("/nowhere/" + i);
            case 1 -> gateway.get("/cluster/placement?key=key-" + i);
            case 2 -> gateway.send(ODD_METHODS.get(i / 5 % ODD_METHODS.size()), "/kv/key/" + i, "");
            case 3 -> gateway.get("/kv/refused/../at/the/edge/" + i);
            default -> gateway.management("/nowhere/" + i);
        }
        if (i == 0) {
            gateway.put("/kv/key/0", "value");
            gateway.put("/kv/key/0", "value");
            gateway.get("/kv/key/0");
            gateway.get("/kv/absent");
            List.of(1, 3, 4).forEach(kind -> touch(gateway, kind));
            ODD_METHODS.forEach(method -> gateway.send(method, "/kv/key/0", ""));
        }
    }

    private static void inParallel(int count, IntConsumer request) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        Semaphore ended = new Semaphore(0);
        AtomicInteger done = new AtomicInteger();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < CLIENTS; client++) {
                clients.execute(() -> {
                    for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                        request.accept(i);
                        done.incrementAndGet();
                    }
                    ended.release();
                });
            }
            ended.acquire(CLIENTS);
        }
        assertThat(done).hasValue(count);
    }

    /** Without those of Java itself, which come with the kinds of garbage collections that have happened. */
    private static Set<String> series(RunningGateway gateway) {
        return gateway.management("/actuator/prometheus").body().lines()
                .filter(line -> !line.startsWith("#") && !line.startsWith("jvm_"))
                .map(line -> line.substring(0, line.lastIndexOf(' '))).collect(Collectors.toSet());
    }
}
