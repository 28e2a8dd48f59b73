package io.kadmos.machine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.runtime.Disk;
import io.kadmos.dht.runtime.Disk.Edit;
import io.kadmos.dht.runtime.Disk.Reading;
import io.kadmos.dht.runtime.Disk.Scanned;
import io.kadmos.dht.runtime.EventLoop;

/** Uses a disk from a test's thread, with text as keys and values, and waits for its answers. */
record DiskProbe(Disk disk, EventLoop loop) {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    static Edit put(String key, String value) {
        return new Edit(bytes(key), bytes(value));
    }

    static Edit delete(String key) {
        return new Edit(bytes(key), null);
    }

    void write(Edit... batch) {
        this.<@Nullable Void>ask(done -> disk.write(List.of(batch), () -> done.accept(null)));
    }

    String get(String key) {
        return text(this.<Reading>ask(answer -> disk.get(bytes(key), answer)));
    }

    String scan(String from, String to, int limit) {
        return text(this.<Scanned>ask(answer -> disk.scan(bytes(from), bytes(to), limit, answer)));
    }

    /** Runs a call on the loop and waits for its answer. */
    <T extends @Nullable Object> T ask(Consumer<Consumer<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.execute(() -> question.accept(answer::complete));
        return answer.orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
    }

    static String text(Reading reading) {
        return switch (reading) {
            case Reading.Found(var value) -> string(value);
            case Reading.Absent() -> "absent";
            case Reading.Unreadable _ -> "unreadable";
        };
    }

    static String text(Scanned scanned) {
        return switch (scanned) {
            case Scanned.Unreadable _ -> "unreadable";
            case Scanned.Entries(var entries) -> String.join(" ", entries.stream()
                    .map(each -> string(each.key()) + "=" + string(each.value())).toList());
        };
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String string(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
