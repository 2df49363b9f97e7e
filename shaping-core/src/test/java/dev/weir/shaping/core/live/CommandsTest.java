package dev.weir.shaping.core.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CommandsTest {
    private final Commands commands = new Commands();

    @Test
    void runs_in_order_and_leaves_what_is_added_meanwhile_for_later() {
        List<Integer> done = new ArrayList<>();
        commands.addNow(() -> done.add(1));
        commands.addNow(() -> commands.addNow(() -> done.add(3)));
        commands.addNow(() -> done.add(2));
        commands.run();
        assertThat(done).containsExactly(1, 2);
        assertThat(commands.isEmpty()).isFalse();
        commands.run();
        assertThat(done).containsExactly(1, 2, 3);
        assertThat(commands.isEmpty()).isTrue();
    }

    @Test
    void is_bounded() {
        for (int i = 0; i < 1_024; i++) {
            commands.addNow(() -> {});
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> commands.addNow(() -> {}))
                .withMessage("commands that wait must be at most 1024");
        assertThat(commands.add(() -> {}, () -> true)).isFalse();
    }

    @Test
    void waits_for_room() throws InterruptedException {
        List<Integer> done = new ArrayList<>();
        Thread caller = new Thread(() -> {
            for (int i = 0; i < 10_000; i++) {
                int number = i;
                commands.add(() -> done.add(number), () -> false);
            }
        });
        caller.start();
        while (done.size() < 10_000) {
            commands.run();
        }
        caller.join();
        assertThat(done).isSorted().hasSize(10_000);
    }
}
