package dev.weir.shaping.core.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FlowSlotsTest {
    private record Key(int flow, int owner) {}

    @Test
    void agrees_with_a_map() {
        SplittableRandom random = new SplittableRandom(1);
        FlowSlots slots = new FlowSlots();
        Map<Key, Long> model = new HashMap<>();
        for (int step = 0; step < 100_000; step++) {
            int flow = random.nextInt(300);
            if (random.nextInt(20) == 0) {
                slots.ended(flow);
                model.keySet().removeIf(key -> key.flow == flow);
                continue;
            }
            Key key = new Key(flow, random.nextInt(6));
            int slot = slots.slot(flow, key.owner, -7);
            assertThat(slots.value(slot)).isEqualTo(model.getOrDefault(key, -7L));
            slots.value(slot, step);
            model.put(key, (long) step);
        }
        slots.ended(1_000_000);
        assertThat(slots.value(slots.slot(1_000_000, 1, 5))).isEqualTo(5);
    }
}
