package dev.weir.shaping.core.rule.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Arranges boxes in the tables of a {@link TupleClassifier}. Not thread-safe; the work grows with n log n. */
final class TupleBuilder {
    /*
     * First every box is put where its addresses have their length rounded down. What makes a bucket too long there is put into tables of finer lengths, which also
     * fix leading bits of ports and the protocol, and at last into tables of the full lengths.
     */
    private static final int BUCKET = 8;
    private static final int LEVELS = 3;

    final boolean wide;
    final int words;
    final IntervalMap sources;
    final IntervalMap destinations;
    final int[] least;
    final int[] most;
    final long[] masks;
    final int[] slotBases;
    final int[] shifts;
    final int[] slots;
    final long[] records;
    private final BitSets sets;
    private int nextRecord;

    /** A box under a number. */
    private record Entry(int number, Box box) {}

    /** The boxes for one table, in the order of their numbers. */
    private record Tuple(Lengths lengths, List<Entry> entries) {
        int least() {
            return entries.get(0).number;
        }

        int most() {
            return entries.get(entries.size() - 1).number;
        }
    }

    /**
     * A classifier's parts.
     *
     * @param numbers what to find, ascending, for each box
     * @param boxes where to find it; a number may have several boxes
     * @param wide whether the lower halves of addresses count
     */
    TupleBuilder(int[] numbers, Box[] boxes, boolean wide) {
        this.wide = wide;
        List<Entry> entries = new ArrayList<>(boxes.length);
        for (int i = 0; i < boxes.length; i++) {
            entries.add(new Entry(numbers[i], boxes[i]));
        }
        List<Tuple> tuples = tuples(entries);
        tuples.sort(Comparator.comparingInt(Tuple::least));
        int count = tuples.size();
        words = (count + 63) / 64;
        sets = new BitSets(words);
        sources = map(tuples, entries.size(), Box.SOURCE);
        destinations = map(tuples, entries.size(), Box.DESTINATION);
        least = tuples.stream().mapToInt(Tuple::least).toArray();
        most = tuples.stream().mapToInt(Tuple::most).toArray();
        masks = new long[count * TupleClassifier.MASKS];
        slotBases = new int[count];
        shifts = new int[count];
        int slotCount = 0;
        int recordCount = 0;
        for (int table = 0; table < count; table++) {
            int size = tuples.get(table).entries.size();
            shifts[table] = shift(size);
            slotBases[table] = slotCount;
            slotCount += 1 << 64 - shifts[table];
            recordCount += size;
        }
        slots = new int[slotCount];
        Arrays.fill(slots, -1);
        records = new long[recordCount * (wide ? TupleClassifier.WIDE_STRIDE : TupleClassifier.STRIDE)];
        for (int table = 0; table < count; table++) {
            tuples.get(table).lengths.masks(masks, table * TupleClassifier.MASKS);
            lay(tuples.get(table), table);
        }
    }

    long[] sets() {
        return sets.toArray();
    }

    private static List<Tuple> tuples(List<Entry> all) {
        if (all.size() <= BUCKET) {
            List<Tuple> single = new ArrayList<>();
            if (!all.isEmpty()) {
                single.add(new Tuple(Lengths.NONE, all));
            }
            return single;
        }
        List<Tuple> tuples = new ArrayList<>();
        List<Entry> left = all;
        for (int level = 0; level < LEVELS && !left.isEmpty(); level++) {
            Map<Lengths, List<Entry>> groups = new LinkedHashMap<>();
            for (Entry entry : left) {
                groups.computeIfAbsent(Lengths.of(entry.box, level), lengths -> new ArrayList<>())
                        .add(entry);
            }
            List<Entry> passedOn = new ArrayList<>();
            int depth = level;
            groups.forEach((lengths, group) -> {
                List<Entry> kept = thin(lengths, group, depth, passedOn);
                if (!kept.isEmpty()) {
                    tuples.add(new Tuple(lengths, kept));
                }
            });
            passedOn.sort(Comparator.comparingInt(Entry::number));
            left = passedOn;
        }
        return tuples;
    }

    /** Passes on what makes a bucket too long and has its place in a finer table; the rest is kept. */
    private static List<Entry> thin(Lengths lengths, List<Entry> group, int level, List<Entry> passedOn) {
        if (level == LEVELS - 1 || group.size() <= BUCKET) {
            return group;
        }
        int shift = shift(group.size());
        int[] slots = new int[group.size()];
        int[] sizes = new int[1 << 64 - shift];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = (int) (lengths.hash(group.get(i).box) >>> shift);
            sizes[slots[i]]++;
        }
        List<Entry> kept = new ArrayList<>();
        for (int i = 0; i < slots.length; i++) {
            Entry entry = group.get(i);
            boolean tooLong = sizes[slots[i]] > BUCKET;
            boolean finer = tooLong && !Lengths.of(entry.box, level + 1).equals(lengths);
            (finer ? passedOn : kept).add(entry);
        }
        return kept;
    }

    /** A table has two to four times as many slots as entries. */
    private static int shift(int size) {
        return Integer.numberOfLeadingZeros(size) + 31;
    }

    private IntervalMap map(List<Tuple> tuples, int entries, int field) {
        PrefixSweep sweep = new PrefixSweep(sets, entries);
        for (int table = 0; table < tuples.size(); table++) {
            Tuple tuple = tuples.get(table);
            int length = tuple.lengths.of(field);
            for (Entry entry : tuple.entries) {
                sweep.add(entry.box.from(field), length, table);
            }
        }
        return sweep.map();
    }

    /** Lays a table's buckets behind those of the tables before it. */
    private void lay(Tuple tuple, int table) {
        List<Entry> entries = tuple.entries;
        long[] places = new long[entries.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = tuple.lengths.hash(entries.get(i).box) >>> shifts[table] << 32 | i;
        }
        Arrays.sort(places);
        int stride = wide ? TupleClassifier.WIDE_STRIDE : TupleClassifier.STRIDE;
        for (int i = 0; i < places.length; i++) {
            int slot = slotBases[table] + (int) (places[i] >>> 32);
            boolean last = i + 1 == places.length || places[i + 1] >>> 32 != places[i] >>> 32;
            if (slots[slot] < 0) {
                slots[slot] = nextRecord;
            }
            Entry entry = entries.get((int) places[i]);
            TupleClassifier.record(records, nextRecord++ * stride, entry.number, entry.box, last, wide);
        }
    }
}
