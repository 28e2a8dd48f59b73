package io.kadmos.dht.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.kadmos.dht.message.Response.Disagrees.Cause;
import io.kadmos.dht.record.Body;
import io.kadmos.dht.record.Bytes;
import io.kadmos.dht.record.NodeState;
import io.kadmos.dht.record.TraceContext;

class MessageCodecTest {

    private static final long SEED = 20_260_101;
    private static final int HEADER_BYTES = 22;

    private final MessageCodec codec = new MessageCodec();
    private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    private final RandomMessages messages = new RandomMessages(random);

    static List<Message> examples() {
        return Examples.all();
    }

    @Test
    void knowsAnExampleAndARandomMessageOfEveryType() {
        Set<String> types = concreteTypes(Message.class).map(Class::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(names(Examples.all())).containsExactlyElementsOf(types);
        assertThat(names(messages.ofEveryType())).containsExactlyElementsOf(types);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void writesTheGoldenBytes(Message example) throws IOException {
        Envelope envelope = new Envelope(0x1020304050607080L, example instanceof Request ? 1_500 : 0,
                0x0190_0000_0000_0002L, example);
        byte[] golden = golden(example.getClass().getSimpleName());
        assertThat(hex(codec.encode(envelope))).isEqualTo(hex(golden));
        assertThat(decode(golden)).isEqualTo(new Decoded.Valid(envelope));
    }

    /** An older version skips the cause behind the reason, and takes the message for the one without. */
    @Test
    void writesTheCauseOfADisagreementBehindWhatAnOlderVersionReads() throws IOException {
        Envelope envelope = new Envelope(0x1020304050607080L, 0, 0x0190_0000_0000_0002L,
                new Response.Disagrees(Cause.NAME_TAKEN, "another list of initial members"));
        assertThat(hex(codec.encode(envelope))).isEqualTo(hex(golden("Disagrees-name-taken")))
                .startsWith(hex(golden("Disagrees")));
        assertThat(decode(golden("Disagrees-name-taken"))).isEqualTo(new Decoded.Valid(envelope));
    }

    @Test
    void takesACauseOfANewerVersionForNoneThatItCouldActOn() throws IOException {
        byte[] bytes = golden("Disagrees-name-taken");
        bytes[bytes.length - 1] = (byte) OptionalFields.CAUSES.size();
        assertThat(decode(bytes)).isEqualTo(decode(golden("Disagrees")));
        assertThat(decode(withField(golden("Disagrees"), 0x43)))
                .isEqualTo(decode(golden("Disagrees")));
    }

    @Test
    void readsWhatItWrote() {
        for (int round = 0; round < 100; round++) {
            for (Message message : messages.ofEveryType()) {
                Envelope envelope = messages.envelope(message);
                assertThat(decode(codec.encode(envelope)))
                        .as("round %d, seed %d", round, SEED)
                        .isEqualTo(new Decoded.Valid(envelope));
            }
        }
    }

    @Test
    void knowsEveryNodeStateChoiceOfBodiesAndCause() {
        assertThat(Writer.STATES).containsExactlyInAnyOrder(NodeState.values());
        assertThat(Writer.BODIES).containsExactlyInAnyOrder(Bodies.values());
        assertThat(OptionalFields.CAUSES).containsExactlyInAnyOrder(Cause.values());
    }

    @Test
    void writesTheLargestValue() {
        byte[] value = new byte[Body.MAX_VALUE_BYTES];
        random.nextBytes(value);
        Message message = new Response.Current(null, new Body("x".repeat(Body.MAX_CONTENT_TYPE), Bytes.wrap(value)));
        byte[] bytes = codec.encode(messages.envelope(message));
        assertThat(bytes.length).isLessThanOrEqualTo(MessageCodec.MAX_BYTES);
        assertThat(decode(bytes)).matches(decoded -> decoded instanceof Decoded.Valid(var envelope)
                && envelope.message().equals(message));
    }

    @Test
    void letsNoExceptionEscapeForMutatedAndRandomBytes() {
        int valid = 0;
        for (int round = 0; round < 400; round++) {
            for (Message message : messages.ofEveryType()) {
                byte[] bytes = codec.encode(messages.envelope(message));
                for (int mutation = 0; mutation < 10; mutation++) {
                    valid += decode(mutated(bytes.clone())) instanceof Decoded.Valid ? 1 : 0;
                }
            }
        }
        assertThat(valid).as("mutations that left a valid message, seed %d", SEED).isPositive();
    }

    @Test
    void refusesEveryTruncation() {
        for (Message message : Examples.all()) {
            byte[] bytes = codec.encode(messages.envelope(message));
            for (int length = 0; length < bytes.length; length++) {
                assertThat(decode(Arrays.copyOf(bytes, length))).isInstanceOf(Decoded.Malformed.class);
            }
        }
    }

    @Test
    void readsOutOfTheMiddleOfABuffer() {
        byte[] bytes = codec.encode(new Envelope(5, 0, 6, new Response.Accepted()));
        ByteBuffer buffer = ByteBuffer.allocate(bytes.length + 20).position(10).put(bytes).flip().position(10);
        assertThat(MessageCodec.decode(buffer)).isInstanceOf(Decoded.Valid.class);
    }

    @Test
    void skipsAnUnknownOptionalField() {
        Envelope envelope = new Envelope(5, 100, 6, new Request.Ping(7));
        byte[] bytes = withField(codec.encode(envelope), 0x7f);
        assertThat(decode(bytes)).isEqualTo(new Decoded.Valid(envelope));
    }

    @Test
    void carriesTheTraceOfARequestWhichCostsNothingWhereThereIsNone() {
        Envelope plain = new Envelope(5, 100, 6, new Request.Ping(7));
        Envelope traced = new Envelope(5, 100, 6, new Request.Ping(7), new TraceContext(1, 2, 3, (byte) 1));

        assertThat(decode(codec.encode(traced))).isEqualTo(new Decoded.Valid(traced));
        assertThat(codec.encode(traced)).hasSize(codec.encode(plain).length + 3 + TraceContext.BYTES);
    }

    @Test
    void skipsATraceOfAnotherSize() {
        Envelope envelope = new Envelope(5, 100, 6, new Request.Ping(7));
        byte[] bytes = withField(codec.encode(envelope), 0x54);
        assertThat(decode(bytes)).isEqualTo(new Decoded.Valid(envelope));
    }

    @Test
    void doesNotUnderstandARequestWithAnUnknownMandatoryField() {
        byte[] bytes = withField(codec.encode(new Envelope(5, 100, 6, new Request.Ping(7))), 0x80);
        assertThat(decode(bytes)).isEqualTo(new Decoded.UnknownRequest(5));
    }

    @Test
    void refusesAnAnswerWithAnUnknownMandatoryField() {
        byte[] bytes = withField(codec.encode(new Envelope(5, 0, 6, new Response.Pong(7))), 0x80);
        assertThat(decode(bytes)).isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    void tellsAnUnknownRequestFromAnUnknownAnswer() {
        byte[] bytes = codec.encode(new Envelope(5, 0, 6, new Response.Accepted()));
        bytes[0] = 0x7e;
        assertThat(decode(bytes)).isEqualTo(new Decoded.UnknownRequest(5));
        bytes[0] = (byte) 0xfe;
        assertThat(decode(bytes)).isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    void remindsOfARequestWithoutItsFields() {
        Envelope envelope = new Envelope(5, 100, 6, Examples.all().getFirst());
        byte[] bytes = codec.encodeReminder(envelope);
        assertThat(bytes).hasSize(HEADER_BYTES);
        assertThat(decode(bytes)).isEqualTo(new Decoded.Reminder(5));
    }

    private static Decoded decode(byte[] bytes) {
        return MessageCodec.decode(ByteBuffer.wrap(bytes));
    }

    private byte[] mutated(byte[] bytes) {
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 20));
            case 1 -> noise(random.nextInt(200));
            default -> altered(bytes);
        };
    }

    private byte[] altered(byte[] bytes) {
        for (int left = 1 + random.nextInt(8); left > 0; left--) {
            // Mostly near the start, where the lengths are.
            int reach = random.nextBoolean() ? Math.min(bytes.length, 100) : bytes.length;
            bytes[random.nextInt(reach)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] withField(byte[] message, int tag) {
        return ByteBuffer.allocate(message.length + 5)
                .put(message)
                .put((byte) tag)
                .putShort((short) 2)
                .putShort((short) 0x1234)
                .array();
    }

    private static Stream<Class<?>> concreteTypes(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(MessageCodecTest::concreteTypes)
                : Stream.of(type);
    }

    private static Set<String> names(List<Message> messages) {
        return messages.stream().map(message -> message.getClass().getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream file = MessageCodecTest.class.getResourceAsStream("/golden/message/" + name + ".hex")) {
            if (file == null) {
                return new byte[0];
            }
            String text = new String(file.readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(text.replaceAll("(?m)^#.*$", "").replaceAll("\\s", ""));
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
