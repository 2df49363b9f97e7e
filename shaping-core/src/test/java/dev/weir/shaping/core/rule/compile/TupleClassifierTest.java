package dev.weir.shaping.core.rule.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The classifier against a walk through all boxes. */
class TupleClassifierTest {
    private static final int PACKETS = 600;

    private final Random random = new Random(3);
    private final PacketKey key = new PacketKey();

    /** What varies: few values, so that boxes overlap, or many, so that tables fill. */
    private long address(int variety) {
        return variety > 1_000
                ? random.nextLong()
                : (random.nextInt(variety) * 0x0123_4567_89AB_CDEFL) ^ random.nextInt(3) << random.nextInt(30);
    }

    private Box box(int variety, boolean wide) {
        Box box = Box.ALL;
        for (int field = 0; field < Box.FIELDS; field++) {
            boolean low = field == Box.SOURCE_LOW || field == Box.DESTINATION_LOW;
            if (random.nextInt(3) > 0 && (wide || !low)) {
                box = range(box, field, variety);
            }
        }
        return box;
    }

    private Box range(Box box, int field, int variety) {
        long most = Box.ALL.to(field);
        long first = field < Box.SOURCE_PORT ? address(variety) : random.nextInt(variety) & most;
        return switch (random.nextInt(3)) {
            case 0 -> box.with(field, first, first);
            case 1 -> {
                long free = most >>> random.nextInt(Box.bits(field));
                yield box.with(field, first & ~free, first & ~free | free);
            }
            default -> {
                long second = field < Box.SOURCE_PORT ? address(variety) : random.nextInt(variety) & most;
                yield Long.compareUnsigned(first, second) < 0
                        ? box.with(field, first, second)
                        : box.with(field, second, first);
            }
        };
    }

    private long within(Box box, int field) {
        long length = box.to(field) - box.from(field);
        long step = random.nextLong();
        return switch (random.nextInt(4)) {
            case 0 -> box.from(field);
            case 1 -> box.to(field);
            default -> box.from(field) + (length == -1 ? step : Long.remainderUnsigned(step, length + 1));
        };
    }

    /** A packet of a box, or next to it. */
    private void set(Box box, boolean wide) {
        key.source = within(box, Box.SOURCE) + (random.nextInt(20) == 0 ? 1 : 0);
        key.destination = within(box, Box.DESTINATION) - (random.nextInt(20) == 0 ? 1 : 0);
        key.sourceLow = wide ? within(box, Box.SOURCE_LOW) : 0;
        key.destinationLow = wide ? within(box, Box.DESTINATION_LOW) : 0;
        key.sourcePort = (int) Math.min(within(box, Box.SOURCE_PORT), PacketKey.NO_PORT);
        key.destinationPort = (int) Math.min(within(box, Box.DESTINATION_PORT), PacketKey.NO_PORT);
        key.protocol = (int) within(box, Box.PROTOCOL);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 3, false",
        "8, 3, false",
        "9, 2, true",
        "60, 3, false",
        "60, 300, true",
        "700, 2, true",
        "700, 40, false",
        "3000, 500, false",
        "3000, 70000, true"
    })
    void finds_all_boxes_in_order(int count, int variety, boolean wide) {
        List<Box> boxes = new ArrayList<>();
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i == 0 ? random.nextInt(3) : numbers[i - 1] + random.nextInt(3);
            boxes.add(box(variety, wide));
        }
        TupleClassifier classifier = new TupleClassifier(new TupleBuilder(numbers, boxes.toArray(Box[]::new), wide));
        for (int i = 0; i < PACKETS; i++) {
            set(boxes.get(random.nextInt(count)), wide);
            List<Integer> expected = new ArrayList<>();
            for (int j = 0; j < count; j++) {
                if (boxes.get(j).contains(key) && !expected.contains(numbers[j])) {
                    expected.add(numbers[j]);
                }
            }
            List<Integer> found = new ArrayList<>();
            for (int hit = classifier.next(key, -1); hit != TupleClassifier.NONE; hit = classifier.next(key, hit)) {
                found.add(hit);
            }
            assertThat(found).isEqualTo(expected);
        }
    }
}
