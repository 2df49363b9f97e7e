package dev.weir.shaping.core.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FlowSlotsTest {
    private record Key(int flow, int owner, int place) {}

    private static final int[] LONGS = {1, 1, 3, 1, 2, 1};

    @Test
    void agrees_with_a_map() {
        SplittableRandom random = new SplittableRandom(1);
        FlowSlots slots = new FlowSlots();
        int[] owners = new int[LONGS.length];
        Arrays.setAll(owners, i -> slots.owner());
        Map<Key, Long> model = new HashMap<>();
        for (int step = 0; step < 100_000; step++) {
            int flow = random.nextInt(300);
            if (random.nextInt(20) == 0) {
                slots.ended(flow);
                model.keySet().removeIf(key -> key.flow == flow);
                continue;
            }
            int number = random.nextInt(owners.length);
            if (random.nextInt(1_000) == 0) {
                int gone = owners[number];
                slots.release(gone);
                model.keySet().removeIf(key -> key.owner == gone);
                owners[number] = slots.owner();
                assertThat(owners[number]).isGreaterThan(gone);
            }
            int owner = owners[number];
            int slot = slots.slots(flow, owner, LONGS[number], -7);
            for (int i = 0; i < LONGS[number]; i++) {
                Key key = new Key(flow, owner, i);
                assertThat(slots.value(slot)).isEqualTo(model.getOrDefault(key, -7L));
                slots.value(slot, step + i);
                model.put(key, (long) step + i);
                slot = slots.following(slot);
            }
        }
        slots.ended(1_000_000);
        assertThat(slots.value(slots.slot(1_000_000, owners[0], 5))).isEqualTo(5);
    }
}
