package io.kadmos.dht.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a record and its parts, the same in a message and on a disk. The code that stores them adds a format
 * version. Numbers are big-endian. A writer needs {@code size} free bytes. A reader takes hostile bytes: it checks
 * every length before it allocates, and throws {@link IllegalArgumentException} or
 * {@link java.nio.BufferUnderflowException} for bytes that are not a value. Safe on any thread.
 *
 * <pre>
 * ballot   epoch u32, hlc u64, proposer u64
 * version  hlc u64, writer u64
 * lineage  chain count u64, created epoch u32, n u8 ≤ 8, n × (op u128, version, created u8)
 * outline  flags u8 (1 tombstone, 2 expires), accepted ballot, version, expiry u64 if flagged, lineage
 * body     n u8 ≤ 127, n characters of content type, m u32 ≤ 1 MiB, m bytes
 * record   outline, body unless it is a tombstone
 * </pre>
 */
public final class RecordCodec {

    /** Bytes of a ballot. */
    public static final int BALLOT_BYTES = 20;
    /** Bytes of a version. */
    public static final int VERSION_BYTES = 16;

    private static final int APPLIED_OP_BYTES = 16 + VERSION_BYTES + 1;
    private static final int LINEAGE_HEAD_BYTES = 8 + 4 + 1;
    private static final int TOMBSTONE = 1;
    private static final int EXPIRES = 2;

    private RecordCodec() {}

    /** The bytes that a record takes. */
    public static int size(StoredRecord stored) {
        return size(stored.outline()) + (stored.outline().tombstone() ? 0 : size(stored.body()));
    }

    /** Appends a record. */
    public static void write(StoredRecord stored, ByteBuffer out) {
        write(stored.outline(), out);
        if (!stored.outline().tombstone()) {
            write(stored.body(), out);
        }
    }

    /** Reads a record. */
    public static StoredRecord readRecord(ByteBuffer in) {
        Outline outline = readOutline(in);
        return new StoredRecord(outline, outline.tombstone() ? Body.NONE : readBody(in));
    }

    /** The bytes that an outline takes. */
    public static int size(Outline outline) {
        int expiryBytes = outline.expiresAtMillis() == Outline.NEVER ? 0 : Long.BYTES;
        return 1 + BALLOT_BYTES + VERSION_BYTES + expiryBytes + size(outline.lineage());
    }

    /** Appends an outline. */
    public static void write(Outline outline, ByteBuffer out) {
        boolean expires = outline.expiresAtMillis() != Outline.NEVER;
        out.put((byte) ((outline.tombstone() ? TOMBSTONE : 0) | (expires ? EXPIRES : 0)));
        write(outline.accepted(), out);
        write(outline.version(), out);
        if (expires) {
            out.putLong(outline.expiresAtMillis());
        }
        write(outline.lineage(), out);
    }

    /** Reads an outline. */
    public static Outline readOutline(ByteBuffer in) {
        int flags = in.get();
        if ((flags & ~(TOMBSTONE | EXPIRES)) != 0) {
            throw new IllegalArgumentException("outline flags " + flags);
        }
        Ballot accepted = readBallot(in);
        Version version = readVersion(in);
        long expiresAtMillis = (flags & EXPIRES) == 0 ? Outline.NEVER : in.getLong();
        return new Outline(accepted, version, (flags & TOMBSTONE) != 0, expiresAtMillis, readLineage(in));
    }

    /** The bytes that a lineage takes. */
    public static int size(Lineage lineage) {
        return LINEAGE_HEAD_BYTES + lineage.newest().size() * APPLIED_OP_BYTES;
    }

    /** Appends a lineage. */
    public static void write(Lineage lineage, ByteBuffer out) {
        List<AppliedOp> newest = lineage.newest();
        out.putLong(lineage.chainCount()).putInt(lineage.createdEpoch()).put((byte) newest.size());
        for (AppliedOp applied : newest) {
            out.putLong(applied.op().high()).putLong(applied.op().low());
            write(applied.version(), out);
            out.put((byte) (applied.created() ? 1 : 0));
        }
    }

    /** Reads a lineage. */
    public static Lineage readLineage(ByteBuffer in) {
        long chainCount = in.getLong();
        int createdEpoch = in.getInt();
        int count = Byte.toUnsignedInt(in.get());
        if (count > Lineage.REMEMBERED) {
            throw new IllegalArgumentException(count + " remembered writes");
        }
        List<AppliedOp> newest = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            newest.add(new AppliedOp(new OpId(in.getLong(), in.getLong()), readVersion(in), in.get() != 0));
        }
        return new Lineage(chainCount, createdEpoch, newest);
    }

    /** The bytes that a body takes. */
    public static int size(Body body) {
        return 1 + body.contentType().length() + Integer.BYTES + body.value().length();
    }

    /** Appends a body. */
    public static void write(Body body, ByteBuffer out) {
        out.put((byte) body.contentType().length()).put(body.contentType().getBytes(StandardCharsets.US_ASCII));
        out.putInt(body.value().length());
        body.value().writeTo(out);
    }

    /** Reads a body. */
    public static Body readBody(ByteBuffer in) {
        Bytes contentType = Bytes.read(in, checked(Byte.toUnsignedInt(in.get()), Body.MAX_CONTENT_TYPE, in));
        int valueBytes = checked(in.getInt(), Body.MAX_VALUE_BYTES, in);
        // Latin-1 keeps a byte that is not US-ASCII, so that the body refuses it.
        return new Body(new String(contentType.array(), StandardCharsets.ISO_8859_1), Bytes.read(in, valueBytes));
    }

    /** Appends a ballot. */
    public static void write(Ballot ballot, ByteBuffer out) {
        out.putInt(ballot.epoch()).putLong(ballot.hlc()).putLong(ballot.proposer());
    }

    /** Reads a ballot. */
    public static Ballot readBallot(ByteBuffer in) {
        return new Ballot(in.getInt(), in.getLong(), in.getLong());
    }

    /** Appends a version. */
    public static void write(Version version, ByteBuffer out) {
        out.putLong(version.hlc()).putLong(version.writer());
    }

    /** Reads a version. */
    public static Version readVersion(ByteBuffer in) {
        return new Version(in.getLong(), in.getLong());
    }

    private static int checked(int length, int limit, ByteBuffer in) {
        if (length < 0 || length > limit || length > in.remaining()) {
            throw new IllegalArgumentException("length " + length + ", at most " + limit + ", left " + in.remaining());
        }
        return length;
    }
}
