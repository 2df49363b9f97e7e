package dev.weir.shaping.lookup.mmdb;

import dev.weir.shaping.IpAddress;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes small files for tests. Networks must not overlap. */
final class MmdbWriter {
    private static final int EMPTY = -1;

    private final int ipVersion;
    private final int recordBits;
    private final DataWriter data = new DataWriter();
    /** A node has two records: {@link #EMPTY}, a node's number, or the complement of (a place in the data + 2). */
    private final List<int[]> nodes = new ArrayList<>();

    private final Map<String, Object> metadata = new LinkedHashMap<>();

    MmdbWriter(int ipVersion, int recordBits) {
        this.ipVersion = ipVersion;
        this.recordBits = recordBits;
        nodes.add(new int[] {EMPTY, EMPTY});
        metadata.put("binary_format_major_version", new DataWriter.Uint16(2));
        metadata.put("binary_format_minor_version", new DataWriter.Uint16(0));
        metadata.put("build_epoch", BigInteger.valueOf(1_790_000_000L));
        metadata.put("database_type", "Test-City");
        metadata.put("description", Map.of("en", "made for a test"));
        metadata.put("ip_version", new DataWriter.Uint16(ipVersion));
        metadata.put("languages", List.of("en", "de"));
        metadata.put("record_size", new DataWriter.Uint16(recordBits));
    }

    MmdbWriter metadata(String name, Object value) {
        metadata.put(name, value);
        return this;
    }

    MmdbWriter add(String network, Object record) {
        String[] parts = network.split("/", -1);
        IpAddress address = IpAddress.parse(parts[0]);
        byte[] bits = address.bytes();
        int length = Integer.parseInt(parts[1]);
        if (address.version() == 4 && ipVersion == 6) {
            bits = new IpAddress(6, 0, address.low()).bytes();
            length += 96;
        }
        insert(bits, length, -(data.write(record) + 2));
        return this;
    }

    private void insert(byte[] bits, int length, int leaf) {
        int node = 0;
        for (int i = 0; i < length; i++) {
            int side = bits[i / 8] >>> 7 - i % 8 & 1;
            int[] records = nodes.get(node);
            if (i == length - 1) {
                records[side] = leaf;
                return;
            }
            if (records[side] == EMPTY) {
                records[side] = nodes.size();
                nodes.add(new int[] {EMPTY, EMPTY});
            }
            node = records[side];
        }
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int[] records : nodes) {
            writeNode(out, record(records[0]), record(records[1]));
        }
        out.writeBytes(new byte[16]);
        out.writeBytes(data.bytes());
        out.writeBytes("\u00AB\u00CD\u00EFMaxMind.com".getBytes(StandardCharsets.ISO_8859_1));
        metadata.putIfAbsent("node_count", (long) nodes.size());
        DataWriter trailer = new DataWriter();
        trailer.write(metadata);
        out.writeBytes(trailer.bytes());
        return out.toByteArray();
    }

    private int record(int record) {
        if (record == EMPTY) {
            return nodes.size();
        }
        return record >= 0 ? record : nodes.size() + 16 - record - 2;
    }

    private void writeNode(ByteArrayOutputStream out, int left, int right) {
        switch (recordBits) {
            case 24 -> {
                number(out, left, 3);
                number(out, right, 3);
            }
            case 28 -> {
                number(out, left, 3);
                out.write(left >>> 24 << 4 | right >>> 24);
                number(out, right, 3);
            }
            default -> {
                number(out, left, 4);
                number(out, right, 4);
            }
        }
    }

    private static void number(ByteArrayOutputStream out, int value, int count) {
        for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
            out.write(value >>> shift);
        }
    }
}
