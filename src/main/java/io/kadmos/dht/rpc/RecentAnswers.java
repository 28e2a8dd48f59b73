package io.kadmos.dht.rpc;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.channel.Sending;
import io.kadmos.dht.record.Bytes;

/**
 * The answers of the last seconds, in case their requests are repeated. Small ones are kept whole. Of a large one only
 * its sending is kept: the channel moves it until it has arrived. Times are uptime in nanoseconds.
 */
final class RecentAnswers {

    /** Longer than any retransmission of the request may come late. */
    static final Duration KEPT_FOR = Duration.ofSeconds(10);
    /**
     * Answers kept at most, about 1.6 MiB beside their bytes; the oldest make room. Under full load that is a second,
     * and most repetitions come within milliseconds; who comes later is answered anew.
     */
    static final int MAX_COUNT = 8_192;
    /** Bytes of answers kept at most; the oldest make room. */
    static final int MAX_BYTES = 4 << 20;

    private final SequencedMap<ExchangeId, Answer> oldestFirst = new LinkedHashMap<>();
    private int bytes;

    /** What is known of the answer to a request. */
    Found find(ExchangeId id, long nowNanos) {
        Answer answer = oldestFirst.get(id);
        if (answer == null || answer.isPast(nowNanos)) {
            return Found.Unknown.INSTANCE;
        }
        return switch (answer.sending().state()) {
            case SENT -> new Found.Repeat(answer.kept());
            case UNDER_WAY, DELIVERED -> Found.OnItsWay.INSTANCE;
            case FAILED -> Found.Unknown.INSTANCE;
        };
    }

    /** Keeps an answer that was just sent. */
    void remember(ExchangeId id, Bytes answer, Sending sending, long nowNanos) {
        forget(oldestFirst.remove(id));
        Bytes kept = sending.state() == Sending.State.SENT ? answer : Bytes.EMPTY;
        oldestFirst.putLast(id, new Answer(kept, sending, nowNanos));
        bytes += kept.length();
        while (isTooMuch() || oldestFirst.firstEntry().getValue().isPast(nowNanos)) {
            forget(oldestFirst.pollFirstEntry().getValue());
        }
    }

    int count() {
        return oldestFirst.size();
    }

    int bytes() {
        return bytes;
    }

    private boolean isTooMuch() {
        return oldestFirst.size() > MAX_COUNT || bytes > MAX_BYTES;
    }

    private void forget(@Nullable Answer answer) {
        if (answer != null) {
            bytes -= answer.kept().length();
        }
    }

    /** What to do about a repeated request. */
    sealed interface Found {

        /** Nothing was answered that still counts. */
        record Unknown() implements Found {

            static final Unknown INSTANCE = new Unknown();
        }

        /** The answer is being moved or has arrived. */
        record OnItsWay() implements Found {

            static final OnItsWay INSTANCE = new OnItsWay();
        }

        /** Send this again. */
        record Repeat(Bytes answer) implements Found {}
    }

    private record Answer(Bytes kept, Sending sending, long sentAtNanos) {

        boolean isPast(long nowNanos) {
            return nowNanos - sentAtNanos > KEPT_FOR.toNanos();
        }
    }
}
