package io.kadmos.process;

import java.time.Duration;

/** How long the clients of a cluster were kept waiting. For several threads. */
final class Pauses {

    private long lastAnswer;
    private long longestSilence;
    private long longestRequest;
    private long longestOperation;

    Pauses(long nowNanos) {
        lastAnswer = nowNanos;
    }

    /** One request is over; an answer is whatever tells a client what it wanted to know. */
    synchronized void requestEnded(long calledAt, long endedAt, boolean isAnswered) {
        longestRequest = Math.max(longestRequest, endedAt - calledAt);
        if (isAnswered) {
            longestSilence = Math.max(longestSilence, endedAt - lastAnswer);
            lastAnswer = Math.max(lastAnswer, endedAt);
        }
    }

    /** A client has its answer, after all retries that it took. */
    synchronized void operationEnded(long calledAt, long endedAt) {
        longestOperation = Math.max(longestOperation, endedAt - calledAt);
    }

    /** The longest stretch in which no client got an answer, up to this moment. */
    synchronized Duration longestSilence(long nowNanos) {
        return Duration.ofNanos(Math.max(longestSilence, nowNanos - lastAnswer));
    }

    synchronized Duration longestRequest() {
        return Duration.ofNanos(longestRequest);
    }

    /** The longest that one client tried to have one thing done. */
    synchronized Duration longestOperation() {
        return Duration.ofNanos(longestOperation);
    }
}
