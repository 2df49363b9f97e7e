package dev.weir.shaping.lookup.mmdb;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes objects of one value and all that hangs on it. For one value and one thread. Pointers let a small file describe a huge value, or one that contains
 * itself, so depth, number of values and bytes of text are bounded.
 */
final class DataDecoder {
    private static final int MOST_VALUES = 100_000;
    private static final int DEEPEST = 64;
    private static final long MOST_BYTES = 1 << 24;

    private final DataSection data;
    private int values;
    private long bytes;

    DataDecoder(DataSection data) {
        this.data = data;
    }

    Object decode(int at) {
        return decode(at, 0);
    }

    private Object decode(int at, int depth) {
        if (++values > MOST_VALUES || depth > DEEPEST) {
            throw data.fault(at, "a record must have at most " + MOST_VALUES + " values, " + DEEPEST + " deep");
        }
        int value = data.resolve(at);
        int type = data.type(value);
        if (type == DataSection.UTF8 || type == DataSection.BYTES) {
            bytes += data.size(value);
            if (bytes > MOST_BYTES) {
                throw data.fault(at, "a record must have at most " + MOST_BYTES + " bytes of text");
            }
        }
        return switch (type) {
            case DataSection.UTF8 -> data.text(value);
            case DataSection.DOUBLE -> data.real(value);
            case DataSection.FLOAT -> (float) data.real(value);
            case DataSection.BYTES -> data.copy(value);
            case DataSection.UINT16 -> (int) number(value, 2);
            case DataSection.UINT32 -> number(value, 4);
            case DataSection.INT32 -> (int) number(value, 4);
            case DataSection.UINT64 -> big(value, 8);
            case DataSection.UINT128 -> big(value, 16);
            case DataSection.BOOLEAN -> truth(value);
            case DataSection.MAP -> map(value, depth);
            default -> array(value, depth);
        };
    }

    private int size(int at, int most) {
        int size = data.size(at);
        if (size > most) {
            throw data.fault(
                    at, "a value of type " + data.type(at) + " must have a size of at most " + most + ": " + size);
        }
        return size;
    }

    private long number(int at, int most) {
        return data.number(data.content(at), size(at, most));
    }

    private BigInteger big(int at, int most) {
        size(at, most);
        return new BigInteger(1, data.copy(at));
    }

    private boolean truth(int at) {
        return size(at, 1) == 1;
    }

    private Map<String, Object> map(int at, int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        int next = data.content(at);
        for (int left = data.size(at); left > 0; left--) {
            if (!(decode(next, depth + 1) instanceof String key)) {
                throw data.fault(next, "a key of a map must be text");
            }
            int value = data.after(next);
            map.put(key, decode(value, depth + 1));
            next = data.after(value);
        }
        return Collections.unmodifiableMap(map);
    }

    private List<Object> array(int at, int depth) {
        List<Object> list = new ArrayList<>();
        int next = data.content(at);
        for (int left = data.size(at); left > 0; left--) {
            list.add(decode(next, depth + 1));
            next = data.after(next);
        }
        return Collections.unmodifiableList(list);
    }
}
