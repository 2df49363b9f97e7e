package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.AdapterType;
import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.capture.CaptureSession;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.SourceKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class LiveShapingTest {
    private static final int PRODUCERS = 4;
    private static final Logger LOGGER = Logger.getLogger(LiveShaping.class.getName());

    /** Checks that what leaves is whole and in order, and how long it was held. */
    private static final class CheckingBackend extends ConsumingBackend {
        private final long[] next = new long[PRODUCERS];
        private long taken;
        private long wrong;
        private long[] offeredAt = new long[0];
        private long shortestNanos = Long.MAX_VALUE;

        @Override
        public void released(
                byte[] array, int offset, int captured, int length, LinkType link, Direction direction, long token) {
            int producer = (int) (token >>> 56);
            long index = token & (1L << 56) - 1;
            if (index < offeredAt.length) {
                shortestNanos = Math.min(shortestNanos, System.nanoTime() - offeredAt[(int) index]);
            }
            boolean right = index == next[producer];
            next[producer] = index + 1;
            for (int i = 28; i < captured; i++) {
                right &= array[offset + i] == (byte) token;
            }
            wrong += right ? 0 : 1;
            taken++;
        }
    }

    /** Failures are logged, and here they are meant. */
    @BeforeAll
    static void keepQuiet() {
        LOGGER.setLevel(Level.OFF);
    }

    private static byte[] packet() {
        return Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443)
                .length(100)
                .outgoing()
                .array()
                .clone();
    }

    private static Admission offer(PacketIntake intake, byte[] bytes, long token) {
        return intake.offer(bytes, 0, bytes.length, bytes.length, LinkType.RAW_IP, Direction.OUTGOING, token);
    }

    private static void produce(PacketIntake intake, int producer, int count) {
        byte[] bytes = packet();
        for (long i = 0; i < count; i++) {
            long token = (long) producer << 56 | i;
            Arrays.fill(bytes, 28, bytes.length, (byte) token);
            while (offer(intake, bytes, token) == Admission.BUSY) {
                Thread.onSpinWait();
            }
        }
    }

    private static LiveShaping hours(CheckingBackend backend, DrainPolicy policy) {
        return Shaper.builder()
                .rule("later", (packet, context) -> delay(600_000))
                .build()
                .live()
                .drain(policy)
                .start(backend);
    }

    @ParameterizedTest
    @EnumSource(IdleStrategy.class)
    void loses_duplicates_and_reorders_nothing_of_four_producers(IdleStrategy strategy) throws InterruptedException {
        int count = 200_000;
        CheckingBackend backend = new CheckingBackend();
        LiveShaping live = Shaper.builder().build().live().idle(strategy).start(backend);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < PRODUCERS; i++) {
            int producer = i;
            PacketIntake intake = backend.session().intake(SourceKind.LOSSLESS);
            threads.add(new Thread(() -> produce(intake, producer, count)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        live.close();
        assertThat(live.failure()).isNull();
        assertThat(live.report().outgoing().packetsIn()).isEqualTo(PRODUCERS * (long) count);
        assertThat(backend.taken).isEqualTo(PRODUCERS * (long) count);
        assertThat(live.outputFull()).isZero();
        assertThat(backend.wrong).isZero();
    }

    @Test
    void rules_see_the_adapter_of_an_intake() {
        Map<String, AtomicLong> seen = new ConcurrentHashMap<>();
        CheckingBackend backend = new CheckingBackend();
        LiveShaping live = Shaper.builder()
                .rule("look", (packet, context) -> {
                    String adapter = packet.adapterId() + " " + packet.adapter() + " " + packet.adapterType();
                    seen.computeIfAbsent(adapter, key -> new AtomicLong()).incrementAndGet();
                    return pass();
                })
                .adapterType(5, AdapterType.WAN)
                .monitor(8, false)
                .build()
                .start(backend);
        CaptureSession session = backend.session();
        Adapter wired = new Adapter(-4, "eth0", AdapterType.LAN);
        produce(session.intake(SourceKind.LOSSLESS, wired), 0, 100);
        produce(session.intake(SourceKind.LOSSLESS), 1, 200);
        produce(session.intake(SourceKind.LOSSLESS, new Adapter(5, "ppp0")), 2, 300);
        produce(session.intake(SourceKind.LOSSLESS, wired), 0, 400);
        produce(session.intake(SourceKind.LOSSLESS, new Adapter(8, "lo")), 3, 500);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> session.intake(SourceKind.LOSSY, new Adapter(5, "ppp1")))
                .withMessage("adapter id 5 must stay with 5 \"ppp0\" (ANY): 5 \"ppp1\" (ANY)");
        live.close();
        assertThat(live.failure()).isNull();
        assertThat(backend.taken).isEqualTo(1_500);
        assertThat(live.report().outgoing().packetsIn()).isEqualTo(1_000);
        assertThat(seen).hasSize(3);
        assertThat(seen.get("-4 eth0 LAN")).hasValue(500);
        assertThat(seen.get("0  ANY")).hasValue(200);
        assertThat(seen.get("5 ppp0 WAN")).hasValue(300);
    }

    @Test
    void releases_or_discards_what_it_holds_when_closed() {
        for (DrainPolicy policy : List.of(DrainPolicy.RELEASE, DrainPolicy.DISCARD)) {
            CheckingBackend backend = new CheckingBackend();
            LiveShaping live = hours(backend, policy);
            produce(backend.session().intake(SourceKind.LOSSLESS), 0, 10);
            while (live.report().outgoing().packetsIn() < 10) {
                Thread.onSpinWait();
            }
            live.close();
            live.close();
            assertThat(live.running()).isFalse();
            assertThat(backend.taken).isEqualTo(policy == DrainPolicy.RELEASE ? 10 : 0);
            assertThat(live.discarded()).isEqualTo(policy == DrainPolicy.RELEASE ? 0 : 10);
            assertThat(offer(backend.session().intake(SourceKind.LOSSY), packet(), 0))
                    .isEqualTo(Admission.dropped(DropReason.CLOSED));
        }
    }

    @ParameterizedTest
    @EnumSource(IdleStrategy.class)
    void nothing_leaves_early(IdleStrategy strategy) {
        CheckingBackend backend = new CheckingBackend();
        backend.offeredAt = new long[300];
        LiveShaping live = Shaper.builder()
                .rule("later", (packet, context) -> delay(5))
                .build()
                .live()
                .idle(strategy)
                .drain(DrainPolicy.WAIT)
                .start(backend);
        PacketIntake intake = backend.session().intake(SourceKind.LOSSLESS);
        byte[] bytes = packet();
        for (int i = 0; i < backend.offeredAt.length; i++) {
            Arrays.fill(bytes, 28, bytes.length, (byte) i);
            backend.offeredAt[i] = System.nanoTime();
            assertThat(offer(intake, bytes, i)).isEqualTo(Admission.ACCEPTED);
            LockSupport.parkNanos(50_000);
        }
        live.close();
        assertThat(backend.taken).isEqualTo(300);
        assertThat(backend.shortestNanos).isGreaterThanOrEqualTo(5_000_000);
    }

    @ParameterizedTest
    @EnumSource(DrainPolicy.class)
    void counts_every_packet_that_is_accepted_while_it_closes(DrainPolicy policy) throws InterruptedException {
        for (int round = 0; round < 30; round++) {
            CheckingBackend backend = new CheckingBackend();
            LiveShaping live = Shaper.builder()
                    .rule("later", (packet, context) -> delay(1))
                    .build()
                    .live()
                    .drain(policy)
                    .start(backend);
            PacketIntake intake = backend.session().intake(SourceKind.LOSSLESS);
            AtomicLong accepted = new AtomicLong();
            Thread producer = new Thread(() -> accepted.set(offerUntilClosed(intake)));
            producer.start();
            LockSupport.parkNanos(1_000_000);
            live.close();
            producer.join();
            DirectionReport report = live.report().outgoing();
            assertThat(report.packetsIn()).isEqualTo(accepted.get());
            assertThat(report.packetsOut() + report.packetsDropped()).isEqualTo(accepted.get());
            assertThat(report.packetsDropped()).isEqualTo(live.discarded());
            assertThat(backend.taken).isEqualTo(report.packetsOut());
        }
    }

    private static long offerUntilClosed(PacketIntake intake) {
        byte[] bytes = packet();
        Arrays.fill(bytes, 28, bytes.length, (byte) 0);
        long accepted = 0;
        for (Admission answer = offer(intake, bytes, 0);
                answer == Admission.ACCEPTED || answer == Admission.BUSY;
                answer = offer(intake, bytes, 0)) {
            accepted += answer == Admission.ACCEPTED ? 1 : 0;
        }
        return accepted;
    }

    @Test
    void obeys_new_rules_from_the_next_packet_on() {
        CheckingBackend backend = new CheckingBackend();
        LiveShaping live = hours(backend, DrainPolicy.RELEASE);
        RuleSet blocking = RuleSet.empty().with("block", (packet, context) -> block());
        live.rules(blocking);
        assertThat(live.rules()).isSameAs(blocking);
        live.report();
        produce(backend.session().intake(SourceKind.LOSSLESS), 0, 10);
        live.close();
        assertThat(live.report().outgoing().drops())
                .extracting(DropReport::reason, DropReport::packets)
                .containsExactly(tuple(DropReason.BLOCKED, 10L));
        assertThatIllegalStateException()
                .isThrownBy(() -> live.rules(RuleSet.empty()))
                .withMessage("rules must be set while the run goes on");
    }

    @Test
    void runs_ten_engines_and_leaves_no_thread() {
        List<LiveShaping> runs = new ArrayList<>();
        List<CheckingBackend> backends = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            CheckingBackend backend = new CheckingBackend();
            backends.add(backend);
            runs.add(Shaper.builder().build().start(backend));
            produce(backend.session().intake(SourceKind.LOSSLESS), 0, 100);
        }
        assertThat(threads()).isEqualTo(20);
        runs.forEach(LiveShaping::close);
        assertThat(threads()).isZero();
        assertThat(backends).allMatch(backend -> backend.taken == 100 && backend.wrong == 0);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.equals("weir-engine") || name.equals("consumer"))
                .count();
    }

    @Test
    void ends_in_order_when_a_rule_throws_an_error_or_it_is_interrupted() throws InterruptedException {
        AtomicReference<Throwable> told = new AtomicReference<>();
        AtomicReference<Thread> engine = new AtomicReference<>();
        CheckingBackend backend = new CheckingBackend();
        LiveShaping live = Shaper.builder()
                .rule("broken", (packet, context) -> {
                    throw new AssertionError("broken");
                })
                .build()
                .live()
                .onFailure(told::set)
                .start(backend);
        produce(backend.session().intake(SourceKind.LOSSLESS), 0, 1);
        while (live.running()) {
            Thread.onSpinWait();
        }
        assertThat(live.failure()).isInstanceOf(AssertionError.class).isSameAs(told.get());
        live.close();
        LiveShaping second = Shaper.builder()
                .build()
                .live()
                .threadFactory(loop -> {
                    engine.set(new Thread(loop));
                    return Objects.requireNonNull(engine.get());
                })
                .start(new CheckingBackend());
        Thread loopThread = Objects.requireNonNull(engine.get());
        loopThread.interrupt();
        loopThread.join();
        assertThat(second.failure()).isInstanceOf(InterruptedException.class);
    }
}
