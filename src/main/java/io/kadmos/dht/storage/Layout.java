package io.kadmos.dht.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Slot;

/**
 * The keys on the disk. The first byte names the table. The bytes behind it are arranged so that a scan returns the
 * entries in the order that the node needs.
 */
final class Layout {

    private static final byte FACTS = 'n';
    private static final byte ROWS = 'r';
    private static final byte DIGESTS = 'd';
    private static final byte EXPIRIES = 'e';
    private static final byte SLOT_STATES = 'c';
    private static final byte MARKS = 'm';
    private static final int ROW_PREFIX = 1 + Short.BYTES + Id.BYTES;
    private static final int EXPIRY_PREFIX = 1 + Long.BYTES + Short.BYTES;

    private Layout() {}

    /** The key of a fact of this node, by its name. */
    static byte[] fact(String name) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(1 + text.length).put(FACTS).put(text).array();
    }

    /** The name of a fact. */
    static String nameOfFact(byte[] factKey) {
        return new String(factKey, 1, factKey.length - 1, StandardCharsets.US_ASCII);
    }

    /** The first key of the facts, and the first key behind them. */
    static byte[][] facts() {
        return new byte[][]{{FACTS}, {FACTS + 1}};
    }

    /** The key of a row: slot, key id, key. */
    static byte[] row(Slot slot, Key key) {
        ByteBuffer buffer = ByteBuffer.allocate(ROW_PREFIX + key.length());
        buffer.put(ROWS).putShort((short) slot.index());
        key.id().writeTo(buffer);
        key.writeTo(buffer);
        return buffer.array();
    }

    /** The key before all rows of a slot. */
    static byte[] firstRow(Slot slot) {
        return ByteBuffer.allocate(3).put(ROWS).putShort((short) slot.index()).array();
    }

    /** The first key behind the rows of a slot. */
    static byte[] endOfRows(Slot slot) {
        return slot.index() == 0xffff
                ? new byte[]{ROWS + 1}
                : ByteBuffer.allocate(3).put(ROWS).putShort((short) (slot.index() + 1)).array();
    }

    /** The slot of a row, slot state or digest key. */
    static Slot slotOf(byte[] tableKey) {
        return new Slot(ByteBuffer.wrap(tableKey).getShort(1) & 0xffff);
    }

    /** The key within a row key. @throws IllegalArgumentException if these bytes are no row key */
    static Key keyOfRow(byte[] rowKey) {
        return keyBehind(rowKey, ROW_PREFIX);
    }

    /** The key of the state of a slot. */
    static byte[] slotState(Slot slot) {
        return ByteBuffer.allocate(3).put(SLOT_STATES).putShort((short) slot.index()).array();
    }

    /** The first key of the slot states, and the first key behind them. */
    static byte[][] slotStates() {
        return new byte[][]{{SLOT_STATES}, {SLOT_STATES + 1}};
    }

    /** The key of the digest of a slot. */
    static byte[] digest(Slot slot) {
        return ByteBuffer.allocate(3).put(DIGESTS).putShort((short) slot.index()).array();
    }

    /** The first key of the digests, and the first key behind them. */
    static byte[][] digests() {
        return new byte[][]{{DIGESTS}, {DIGESTS + 1}};
    }

    /** The key of an expiry entry, which says when the value of a key expires: time, slot, key. */
    static byte[] expiry(long expiresAtMillis, Slot slot, Key key) {
        ByteBuffer buffer = ByteBuffer.allocate(EXPIRY_PREFIX + key.length());
        buffer.put(EXPIRIES).putLong(expiresAtMillis).putShort((short) slot.index());
        key.writeTo(buffer);
        return buffer.array();
    }

    /** The key before all expiry entries. */
    static byte[] firstExpiry() {
        return new byte[]{EXPIRIES};
    }

    /** The first key behind the expiry entries up to and including a moment. */
    static byte[] expiriesAfter(long millis) {
        return ByteBuffer.allocate(1 + Long.BYTES).put(EXPIRIES).putLong(millis + 1).array();
    }

    /** The key within an expiry entry. @throws IllegalArgumentException if these bytes are no such entry */
    static Key keyOfExpiry(byte[] expiryKey) {
        return keyBehind(expiryKey, EXPIRY_PREFIX);
    }

    /** The slot of an expiry entry. */
    static Slot slotOfExpiry(byte[] expiryKey) {
        return new Slot(ByteBuffer.wrap(expiryKey).getShort(1 + Long.BYTES) & 0xffff);
    }

    /** The time of an expiry entry. */
    static long timeOfExpiry(byte[] expiryKey) {
        return ByteBuffer.wrap(expiryKey).getLong(1);
    }

    /** The key of the mark of another disk. */
    static byte[] mark(Member member) {
        ByteBuffer buffer = ByteBuffer.allocate(1 + Id.BYTES + 2 * Long.BYTES).put(MARKS);
        member.node().writeTo(buffer);
        return buffer.put(FactFormat.disk(member.disk())).array();
    }

    /** The first key of the marks, and the first key behind them. */
    static byte[][] marks() {
        return new byte[][]{{MARKS}, {MARKS + 1}};
    }

    /** The member whose disk a mark belongs to. */
    static Member memberOf(byte[] markKey) {
        ByteBuffer buffer = ByteBuffer.wrap(markKey, 1, markKey.length - 1);
        return new Member(Id.from(buffer), FactFormat.readDisk(buffer));
    }

    /** The smallest key that is greater than this one. */
    static byte[] next(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }

    private static Key keyBehind(byte[] bytes, int prefix) {
        if (bytes.length <= prefix) {
            throw new IllegalArgumentException("no key behind a prefix of " + prefix + " bytes");
        }
        return Key.ofUtf8(Arrays.copyOfRange(bytes, prefix, bytes.length));
    }
}
