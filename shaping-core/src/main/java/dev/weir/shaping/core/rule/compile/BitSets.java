package dev.weir.shaping.core.rule.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers different sets of tables. Not thread-safe. */
final class BitSets {
    private final int words;
    private final Map<List<Long>, Integer> numbers = new HashMap<>();
    private final List<List<Long>> sets = new ArrayList<>();

    BitSets(int words) {
        this.words = words;
    }

    int words() {
        return words;
    }

    /** The number of a set, given by its bits. */
    int number(long[] bits) {
        List<Long> key = new ArrayList<>(words);
        for (long word : bits) {
            key.add(word);
        }
        return numbers.computeIfAbsent(key, fresh -> {
            sets.add(fresh);
            return sets.size() - 1;
        });
    }

    /** All sets, one behind the other. */
    long[] toArray() {
        long[] array = new long[words * sets.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = sets.get(i / words).get(i % words);
        }
        return array;
    }
}
