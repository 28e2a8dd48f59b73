package io.kadmos.machine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

import io.kadmos.dht.record.DiskId;

/**
 * The owner of a data directory, as a file of text that an operator can read. Format 1:
 *
 * <pre>
 * # Identity of a Kadmos data directory. Never edit or copy it: a copy would be the same disk twice.
 * format=1
 * cluster=kadmos
 * node=alice
 * disk=0123456789abcdef0123456789abcdef
 * crc32c=89abcdef
 * </pre>
 *
 * The checksum covers the bytes of all lines before it. The parser refuses an unknown format before it reads anything
 * else, so that a later format may change everything but the first two lines.
 */
record DiskIdentity(String clusterName, String nodeName, DiskId disk) {

    private static final int FORMAT = 1;
    private static final String COMMENT = "# Identity of a Kadmos data directory. Never edit or copy it: a copy would"
            + " be the same disk twice.";
    private static final List<String> FIELDS = List.of("format", "cluster", "node", "disk", "crc32c");

    /** Parses what {@link #text()} writes. @throws IllegalArgumentException with the reason */
    static DiskIdentity parse(String text) {
        List<String> lines = Arrays.asList(text.split("\n", -1));
        String format = lines.size() < 2 ? "" : field(lines, 0);
        if (!format.equals(String.valueOf(FORMAT))) {
            throw new IllegalArgumentException("format " + format + " is not known, this release reads format "
                    + FORMAT);
        }
        if (lines.size() != FIELDS.size() + 2 || !lines.getLast().isEmpty()) {
            throw new IllegalArgumentException("it has " + (lines.size() - 1) + " lines");
        }
        String covered = text.substring(0, text.lastIndexOf("crc32c="));
        if (!field(lines, 4).equals(checksum(covered))) {
            throw new IllegalArgumentException("its checksum is wrong");
        }
        return new DiskIdentity(field(lines, 1), field(lines, 2), DiskId.parse(field(lines, 3)));
    }

    /** The content of the file. */
    String text() {
        String covered = String.join("\n", COMMENT, "format=" + FORMAT, "cluster=" + clusterName, "node=" + nodeName,
                "disk=" + disk.hex()) + "\n";
        return covered + "crc32c=" + checksum(covered) + "\n";
    }

    private static String field(List<String> lines, int index) {
        String prefix = FIELDS.get(index) + "=";
        String line = lines.get(index + 1);
        if (!line.startsWith(prefix)) {
            throw new IllegalArgumentException("line " + (index + 2) + " should begin with \"" + prefix + "\"");
        }
        return line.substring(prefix.length());
    }

    private static String checksum(String covered) {
        CRC32C crc = new CRC32C();
        crc.update(covered.getBytes(StandardCharsets.ISO_8859_1));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
