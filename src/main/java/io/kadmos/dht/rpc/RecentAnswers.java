package io.kadmos.dht.rpc;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.channel.Sending;
import io.kadmos.dht.record.Bytes;

/**
 * The answers of the last ten seconds, for requests that are repeated (protocol.md W8). A small answer is kept whole.
 * Of a large one only the sending is kept: the channel sends it until it has arrived. Times are uptime in nanoseconds.
 * Event loop only.
 */
final class RecentAnswers {

    /** Longer than a retransmission of a request may be late. */
    static final Duration KEPT_FOR = Duration.ofSeconds(10);
    /**
     * How many answers are kept, about 1.6 MiB besides their bytes; the oldest is removed first. Under full load that
     * is one second, and most repetitions arrive within milliseconds. A request that is repeated later runs again.
     */
    static final int MAX_COUNT = 8_192;
    /** How many bytes of answers are kept; the oldest is removed first. */
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

    /** What the server does about a repeated request. */
    sealed interface Found {

        /** Runs it: no answer to it is kept, or it could not be delivered. */
        record Unknown() implements Found {

            static final Unknown INSTANCE = new Unknown();
        }

        /** Nothing: the channel is sending the answer, or it has arrived. */
        record OnItsWay() implements Found {

            static final OnItsWay INSTANCE = new OnItsWay();
        }

        /** Sends this answer again. */
        record Repeat(Bytes answer) implements Found {}
    }

    private record Answer(Bytes kept, Sending sending, long sentAtNanos) {

        boolean isPast(long nowNanos) {
            return nowNanos - sentAtNanos > KEPT_FOR.toNanos();
        }
    }
}
