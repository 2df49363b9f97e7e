package dev.weir.shaping.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.core.random.Draws;
import dev.weir.shaping.core.stage.NaiveQueue.Item;
import dev.weir.shaping.core.stage.QueueBench.Fate;
import dev.weir.shaping.impair.Slots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotStageTest {
    private static final long MS = 1_000_000;
    private static final long STREAM = 5;

    /** The rule of tc-netem: the head is looked at whenever something came or a slot opens. */
    private static List<Fate> model(Slots slots, List<Item> items, List<Long> times) {
        long stream = Draws.flowStream(STREAM, Draws.hash("slot"), 0);
        long span = slots.most().toNanos() - slots.least().toNanos() + 1;
        long maxPackets = slots.packets() == 0 ? Long.MAX_VALUE : slots.packets();
        long maxBytes =
                slots.bytes().bytes() == 0 ? Long.MAX_VALUE : slots.bytes().bytes();
        List<Fate> fates = new ArrayList<>();
        long slot = 0;
        long packets = maxPackets;
        long bytes = maxBytes;
        long drawn = 0;
        for (int i = 0; i < items.size(); i++) {
            long due = times.get(i);
            if (slot < due) {
                slot = due
                        + slots.least().toNanos()
                        + (span == 1 ? 0 : Draws.uniform(Draws.draw(stream, drawn++, 0, 0), span));
                packets = maxPackets;
                bytes = maxBytes;
            }
            long now = slot;
            fates.add(new Fate(items.get(i).number(), now, false, null));
            packets--;
            bytes -= items.get(i).length();
            if (packets <= 0 || bytes <= 0) {
                slot = now
                        + slots.least().toNanos()
                        + (span == 1 ? 0 : Draws.uniform(Draws.draw(stream, drawn++, 0, 0), span));
                packets = maxPackets;
                bytes = maxBytes;
            }
        }
        return fates;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void releases_in_slots_as_netem_does(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            long least = random.nextLong(3 * MS);
            Slots slots = new Slots(
                    Duration.ofNanos(least),
                    Duration.ofNanos(least + 1 + (random.nextBoolean() ? 0 : random.nextLong(10 * MS))),
                    random.nextInt(6),
                    DataSize.ofBytes(random.nextBoolean() ? 0 : 1 + random.nextInt(5_000)));
            QueueBench bench = new QueueBench((space, next) -> new SlotStage(space, slots, STREAM, next));
            List<Item> items = new ArrayList<>();
            List<Long> times = new ArrayList<>();
            long nanos = 1;
            for (int i = 0; i < 300; i++) {
                nanos += random.nextInt(3) == 0 ? 0 : random.nextLong(3 * MS);
                Item item = new Item(i, 28 + random.nextInt(1_400), 0, false);
                items.add(item);
                times.add(nanos);
                bench.offer(nanos, item);
            }
            bench.run(Long.MAX_VALUE);
            assertThat(bench.fates).as("round %d, %s", round, slots).isEqualTo(model(slots, items, times));
            assertThat(bench.link.idle()).isTrue();
        }
    }

    @Test
    void releases_what_gathered_together() {
        Slots slots = Slots.of(Duration.ofMillis(10), Duration.ofMillis(10));
        QueueBench bench = new QueueBench((space, next) -> new SlotStage(space, slots, STREAM, next));
        for (int i = 0; i < 25; i++) {
            bench.offer(MS + i * MS, new Item(i, 100, 0, false));
        }
        bench.run(Long.MAX_VALUE);
        // at 11 ms the packets of 1 to 11 ms, then 22 ms those of 12 to 22 ms, then 33 ms
        assertThat(bench.fates).extracting(fate -> fate.nanos() / MS).containsOnly(11L, 22L, 33L);
        assertThat(bench.fates).filteredOn(fate -> fate.nanos() == 11 * MS).hasSize(11);
        assertThat(bench.fates).filteredOn(fate -> fate.nanos() == 22 * MS).hasSize(11);
    }
}
