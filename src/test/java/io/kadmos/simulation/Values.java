package io.kadmos.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

import io.kadmos.dht.record.Body;
import io.kadmos.dht.record.Bytes;

/**
 * Values that can be told apart, whatever their size: the content type names the attempt that wrote them. The bytes are
 * remembered, so that a value that comes back changed is noticed.
 */
final class Values {

    private static final String TYPE = "application/attempt-";
    /** Around this many bytes a value stops fitting into one datagram. */
    private static final int ONE_DATAGRAM = 1_000;
    private static final int AROUND_ONE_DATAGRAM = 200;

    private final RandomGenerator random;
    private final boolean big;
    private final Map<Integer, Body> written = new HashMap<>();

    Values(RandomGenerator random, boolean big) {
        this.random = random;
        this.big = big;
    }

    /** A value of a random size for an attempt. */
    Body draw(int attempt) {
        byte[] bytes = new byte[size()];
        random.nextBytes(bytes);
        Body body = new Body(TYPE + attempt, Bytes.wrap(bytes));
        written.put(attempt, body);
        return body;
    }

    /** The attempt that wrote a value; empty if it is not exactly what some attempt wrote. */
    OptionalInt writerOf(Body body) {
        OptionalInt attempt = attemptOf(body);
        boolean genuine = attempt.isPresent() && body.equals(written.get(attempt.getAsInt()));
        return genuine ? attempt : OptionalInt.empty();
    }

    /** The attempt that a value says it is of. */
    static OptionalInt attemptOf(Body body) {
        String type = body.contentType();
        return type.startsWith(TYPE)
                ? OptionalInt.of(Integer.parseInt(type, TYPE.length(), type.length(), 10))
                : OptionalInt.empty();
    }

    private int size() {
        return switch (random.nextInt(big ? 40 : 36)) {
            case 0, 1 -> 0;
            case 2, 3 -> 1;
            case 4, 5, 6 -> ONE_DATAGRAM + random.nextInt(AROUND_ONE_DATAGRAM);
            case 36, 37, 38 -> 1 << 16;
            case 39 -> random.nextInt(4) == 0 ? Body.MAX_VALUE_BYTES : 1 << 14;
            default -> random.nextInt(100);
        };
    }
}
