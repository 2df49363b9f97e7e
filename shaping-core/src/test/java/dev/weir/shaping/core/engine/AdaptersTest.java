package dev.weir.shaping.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.AdapterType;
import dev.weir.shaping.Rate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class AdaptersTest {
    private static final Adapter WIRED = new Adapter(-12, "eth0", AdapterType.LAN);

    @Test
    void numbers_adapters_in_the_order_in_which_they_come() {
        Adapters adapters = new Adapters(AdapterPlan.NONE);
        assertThat(adapters.number(WIRED)).isEqualTo(1);
        assertThat(adapters.number(new Adapter(0, "lo"))).isEqualTo(2);
        assertThat(adapters.number(new Adapter(-12, "eth0", AdapterType.LAN))).isEqualTo(1);
        assertThat(adapters.number(Adapter.NONE)).isZero();
        assertThat(adapters.get(1)).isEqualTo(WIRED);
        assertThat(adapters.get(2)).isEqualTo(new Adapter(0, "lo"));
        assertThat(adapters.get(0)).isEqualTo(Adapter.NONE);
    }

    @Test
    void tags_adapters_as_the_recipe_says() {
        Adapters adapters = new Adapters(AdapterPlan.NONE.withType(-12, AdapterType.WAN));
        int number = adapters.number(WIRED);
        assertThat(adapters.get(number)).isEqualTo(WIRED.withType(AdapterType.WAN));
        assertThat(adapters.number(WIRED)).isEqualTo(number);
    }

    @Test
    void knows_which_are_monitored() {
        AdapterPlan plan = AdapterPlan.NONE.withMonitoring(-12, false).withMonitoring(4, false);
        Adapters adapters = new Adapters(plan.withMonitoring(4, true));
        assertThat(adapters.monitored(adapters.number(WIRED))).isFalse();
        assertThat(adapters.monitored(adapters.number(new Adapter(4, "wlan0")))).isTrue();
        assertThat(adapters.monitored(0)).isTrue();
    }

    @Test
    void refuses_another_adapter_of_the_same_id() {
        Adapters adapters = new Adapters(AdapterPlan.NONE);
        adapters.number(WIRED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> adapters.number(new Adapter(-12, "eth1", AdapterType.LAN)))
                .withMessage("adapter id -12 must stay with -12 \"eth0\" (LAN): -12 \"eth1\" (LAN)");
    }

    @Test
    void tells_255_adapters_apart() {
        Adapters adapters = new Adapters(AdapterPlan.NONE);
        for (int i = 1; i <= 255; i++) {
            assertThat(adapters.number(new Adapter(1_000 + i, "a" + i))).isEqualTo(i);
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> adapters.number(WIRED))
                .withMessage("adapters must be at most 255: -12 \"eth0\" (LAN)");
        assertThat(adapters.number(new Adapter(1_255, "a255"))).isEqualTo(255);
    }

    @Test
    void plans_255_capacities_at_most() {
        AdapterPlan plan = AdapterPlan.NONE;
        for (int i = 0; i < 255; i++) {
            plan = plan.withCapacity(-i, new Capacity(Rate.kilobytesPerSecond(1), null));
        }
        AdapterPlan full = plan.withCapacity(0, Capacity.UNKNOWN);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> full.withCapacity(1, Capacity.UNKNOWN))
                .withMessage("adapters with a capacity must be at most 255: 256");
    }

    @Test
    void gives_threads_that_meet_an_adapter_at_once_one_number() throws ExecutionException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 200; round++) {
                Adapters adapters = new Adapters(AdapterPlan.NONE);
                List<Future<List<Integer>>> answers = new ArrayList<>();
                for (int thread = 0; thread < 4; thread++) {
                    answers.add(threads.submit(() -> numbers(adapters)));
                }
                Set<List<Integer>> different = new HashSet<>();
                for (Future<List<Integer>> answer : answers) {
                    different.add(answer.get());
                }
                assertThat(different).hasSize(1);
            }
        } finally {
            threads.shutdown();
        }
    }

    private static List<Integer> numbers(Adapters adapters) {
        List<Integer> numbers = new ArrayList<>();
        for (int id = 0; id < 20; id++) {
            int number = adapters.number(new Adapter(id, "a" + id));
            numbers.add(number);
            assertThat(adapters.get(number).id()).isEqualTo(id);
        }
        return numbers;
    }
}
