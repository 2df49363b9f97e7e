package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.custom;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Priority;
import dev.weir.shaping.impair.Impairment;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What holds for every model of loss and of delay: other flows do not matter, one seed gives one ledger, and nothing is allocated. */
class ModelPromisesTest {
    private static final int FLOWS = 8;
    private static final long TOLERATED_BYTES = 16_384;

    static final List<String> MODELS = List.of(
            "loss=20 % in bursts of 4",
            "loss=correlated(20 %, 50 %)",
            "loss=gilbert-elliott(p=10 %, r=30 %, bad=70 %, good=1 %)",
            "loss=4-state(p13=5 %, p31=20 %, p32=15 %, p23=30 %, p14=1 %)",
            "loss=40 % at most 2 in a row",
            "loss=bit-errors(0.01 %)",
            "loss=outages(up=10 ms, down=5 ms)",
            "loss=packets(3, 7-9, 20-30)",
            "rate=50 Mbit/s loss=20 % in bursts of 4 after the link",
            "delay=normal(10 ms, 3 ms)",
            "delay=pareto(minimum=3 ms, shape=2) in any order",
            "delay=pareto-normal(10 ms, 3 ms) overtaking at most 3",
            "delay=log-normal(median=4 ms, p99=20 ms)",
            "delay=gamma(shape=2, scale=2 ms, minimum=1 ms)",
            "delay=laplace(10 ms, 1 ms)",
            "delay=empirical(0 %=1 ms, 50 %=4 ms, 100 %=20 ms)",
            "delay=normal(10 ms, 3 ms) correlated 80 % in any order",
            "delay=log-normal(median=4 ms, p99=20 ms) correlated over 5 ms",
            "delay=netem(normal, 10 ms, 3 ms)");

    private static void offer(Simulation simulation, long nanos, int flow, long token) {
        byte[] frame = LossRun.bytes(flow);
        simulation.offer(nanos, frame, 0, frame.length, frame.length, LinkType.ETHERNET, Direction.OUTGOING, token);
    }

    /** The draws and fates of the first flow's packets, sent at fixed times, with others between them. */
    private static List<String> firstFlow(String model, int others) {
        DecisionLedger ledger = DecisionLedger.keepLast(10_000);
        Simulation simulation = LossRun.ruled(Impairment.parse(model)).ledger(ledger);
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            offer(simulation, i * 1_000_000L, 0, 0);
            for (int other = 0; other < others; other++) {
                offer(simulation, i * 1_000_000L + 500_000, 1 + random.nextInt(FLOWS), 1);
            }
        }
        simulation.runToIdle();
        return LedgerLine.all(ledger).stream()
                .filter(line -> line.flow().startsWith("udp 10.0.0.0:"))
                .sorted((a, b) -> Long.compare(a.ordinal(), b.ordinal()))
                .map(line -> line.ordinal() + " " + line.lost() + " " + line.time() + " " + line.draws())
                .toList();
    }

    @ParameterizedTest
    @FieldSource("MODELS")
    void other_flows_change_no_draw_and_no_loss(String model) {
        List<String> alone = firstFlow(model, 0);
        assertThat(alone).hasSize(300);
        assertThat(firstFlow(model, 3)).isEqualTo(alone);
    }

    private static Shaper shaper(String model) {
        Impairment impairment = Impairment.parse(model);
        Priority priority = custom(impairment);
        return Shaper.builder()
                .rule("model", (packet, context) -> priority)
                .upload(impairment)
                .seed(9)
                .build();
    }

    private static byte[] ledger(Shaper shaper) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Simulation simulation = shaper.simulate().ledger(DecisionLedger.to(out));
        for (int i = 0; i < 600; i++) {
            offer(simulation, i * 300_000L, i % FLOWS, i);
        }
        simulation.runToIdle();
        return out.toByteArray();
    }

    @ParameterizedTest
    @FieldSource("MODELS")
    void one_seed_gives_one_ledger(String model) {
        byte[] first = ledger(shaper(model));
        assertThat(ledger(shaper(model))).isEqualTo(first);
        assertThat(ledger(shaper(Impairment.parse(model).toString()))).isEqualTo(first);
    }

    @ParameterizedTest
    @FieldSource("MODELS")
    void nothing_is_allocated_per_packet(String model) {
        int packets = 50_000;
        Simulation simulation = shaper(model).simulate();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[][] frames = new byte[FLOWS][];
        for (int flow = 0; flow < FLOWS; flow++) {
            frames[flow] = LossRun.bytes(flow);
        }
        long before = 0;
        for (int i = 0; i < 2 * packets; i++) {
            if (i == packets) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            byte[] frame = frames[i % FLOWS];
            simulation.offer(
                    i * 50_000L, frame, 0, frame.length, frame.length, LinkType.ETHERNET, Direction.OUTGOING, i);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(TOLERATED_BYTES);
    }
}
