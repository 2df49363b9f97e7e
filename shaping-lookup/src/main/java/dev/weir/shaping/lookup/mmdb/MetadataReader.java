package dev.weir.shaping.lookup.mmdb;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds and checks the metadata at the end of a file. For one file and one thread. */
final class MetadataReader {
    private static final byte[] MARKER = "\u00AB\u00CD\u00EFMaxMind.com".getBytes(StandardCharsets.ISO_8859_1);
    private static final int FARTHEST = 128 * 1024;
    private static final int VERSION = 2;
    private static final long MOST_NODES = (1L << 32) - 1;
    private static final BigInteger LATEST = BigInteger.valueOf(Instant.MAX.getEpochSecond());

    private final Map<?, ?> fields;

    private MetadataReader(Map<?, ?> fields) {
        this.fields = fields;
    }

    /** Where the metadata's marker starts: the last one in the file's last 128 KiB. */
    static int marker(ByteBuffer file) {
        int last = file.limit() - MARKER.length;
        for (int at = last; at >= 0 && at >= file.limit() - FARTHEST; at--) {
            if (matches(file, at)) {
                return at;
            }
        }
        throw new MmdbFormatException("no metadata in the last bytes of a file of " + file.limit() + " bytes");
    }

    private static boolean matches(ByteBuffer file, int at) {
        for (int i = 0; i < MARKER.length; i++) {
            if (file.get(at + i) != MARKER[i]) {
                return false;
            }
        }
        return true;
    }

    static MmdbMetadata read(ByteBuffer file, int marker) {
        int start = marker + MARKER.length;
        DataSection section = new DataSection(file.slice(start, file.limit() - start));
        if (!(new DataDecoder(section).decode(0) instanceof Map<?, ?> fields)) {
            throw new MmdbFormatException("metadata must be a map");
        }
        return new MetadataReader(fields).metadata();
    }

    private MmdbMetadata metadata() {
        oneOf("binary_format_major_version", VERSION);
        long nodes = number("node_count");
        if (nodes < 1 || nodes > MOST_NODES) {
            throw new MmdbFormatException("node_count must be within 1.." + MOST_NODES + ": " + nodes);
        }
        return new MmdbMetadata(
                fields.get("database_type") instanceof String type ? type : "",
                (int) oneOf("ip_version", 4, 6),
                nodes,
                (int) oneOf("record_size", 24, 28, 32),
                built(fields.get("build_epoch")),
                languages(fields.get("languages")),
                description(fields.get("description")));
    }

    private static Instant built(@Nullable Object epoch) {
        BigInteger seconds = epoch instanceof BigInteger number ? number : BigInteger.ZERO;
        return Instant.ofEpochSecond(seconds.min(LATEST).longValueExact());
    }

    private long number(String name) {
        if (!(fields.get(name) instanceof Number number)) {
            throw new MmdbFormatException("metadata must have a number " + name + ": " + fields.get(name));
        }
        return number.longValue();
    }

    private long oneOf(String name, int... allowed) {
        long number = number(name);
        for (int each : allowed) {
            if (number == each) {
                return number;
            }
        }
        throw new MmdbFormatException("metadata has a " + name + " that is not supported: " + number);
    }

    private static List<String> languages(@Nullable Object field) {
        List<String> result = new ArrayList<>();
        if (field instanceof List<?> list) {
            list.forEach(language -> result.add(language.toString()));
        }
        return result;
    }

    private static Map<String, String> description(@Nullable Object field) {
        Map<String, String> result = new LinkedHashMap<>();
        if (field instanceof Map<?, ?> map) {
            map.forEach((language, text) -> result.put(language.toString(), text.toString()));
        }
        return result;
    }
}
