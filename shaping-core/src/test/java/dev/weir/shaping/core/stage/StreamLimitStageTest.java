package dev.weir.shaping.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Rate;
import dev.weir.shaping.core.packet.FlowSlots;
import dev.weir.shaping.core.packet.FlowTable;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.core.wheel.EventWheel;
import dev.weir.shaping.impair.RateLimit;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A limit for each stream decides as one limit stage for each key does, and stays within its bounds. */
class StreamLimitStageTest {
    private static final RateLimit LIMIT = new RateLimit(Rate.kilobitsPerSecond(100), 20);

    private final EventWheel wheel = new EventWheel();
    private final PacketSlab slab = new PacketSlab(1L << 40);
    private final List<String> fates = new ArrayList<>();
    private final Set<Integer> paused = new HashSet<>();
    private final StageSpace space =
            new StageSpace(slab, new FlowTable(1, flow -> {}), new FlowSlots(), wheel, new Recorder());
    private final ReleaseStage end = new ReleaseStage(space);
    private boolean recording = true;
    private long pauses;
    private long resumes;
    private long released;
    private long dropped;
    private long now;

    private final class Recorder implements Outlet {
        @Override
        public boolean release(int packet, long nowNanos) {
            released++;
            record(packet, "released", nowNanos);
            return true;
        }

        @Override
        public void drop(int packet, DropReason reason, long nowNanos) {
            dropped++;
            record(packet, reason.toString(), nowNanos);
        }

        private void record(int packet, String fate, long nowNanos) {
            if (recording) {
                fates.add(slab.token(packet) + " " + fate + " " + nowNanos);
            }
            slab.free(packet);
        }

        @Override
        public void drawn(int packet, long draw) {}

        @Override
        public void pause(int source) {
            pauses++;
            if (recording) {
                assertThat(paused.add(source)).isTrue();
            }
        }

        @Override
        public void resume(int source) {
            resumes++;
            if (recording) {
                assertThat(paused.remove(source)).isTrue();
            }
        }
    }

    private final class Keyed {
        final StreamTable table;
        final StreamLimitStage stage;
        private final StreamKey key = new StreamKey();

        Keyed(boolean policed, int maxStreams) {
            table = new StreamTable(maxStreams, null, StreamEvents.NONE);
            stage = new StreamLimitStage(
                    space, table, LimitRate.of(LIMIT, null), policed, TokenSource.OWN, ShortPackets.NONE, end);
        }

        void accept(int packet, long nowNanos) {
            key.set(0, slab.token(packet) >>> 32, 0, 0, 0);
            table.enter(key, nowNanos);
            stage.accept(packet, nowNanos);
        }

        List<StreamAccount> accounts(long nowNanos) {
            return table.accounts(nowNanos);
        }

        boolean idle() {
            return stage.idle();
        }
    }

    private int packet(long key, int number, int length, int source) {
        int packet = slab.allocate(0);
        slab.describe(packet, length, LinkType.ETHERNET, Direction.OUTGOING, source, key << 32 | number);
        return packet;
    }

    private void advance(long nanos) {
        while (wheel.advanceTo(nanos)) {
            space.run(wheel.event(), wheel.dueNanos());
        }
        now = nanos;
    }

    @FunctionalInterface
    private interface Sink {
        void accept(int packet, long nowNanos);
    }

    private record Arrival(long nanos, long key, int length) {}

    private static List<Arrival> traffic(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Arrival> arrivals = new ArrayList<>();
        long nanos = 0;
        for (int i = 0; i < 20_000; i++) {
            nanos += random.nextInt(10) == 0 ? random.nextLong(20_000_000L) : random.nextInt(3);
            int spread = random.nextInt(4) == 0 ? 300 : 5;
            arrivals.add(new Arrival(
                    nanos, random.nextInt(spread), random.nextInt(9) == 0 ? 65_536 : random.nextInt(1_600)));
        }
        return arrivals;
    }

    private List<String> run(List<Arrival> arrivals, LongFunction<Sink> sinks) {
        fates.clear();
        long start = now;
        int number = 0;
        for (Arrival arrival : arrivals) {
            advance(start + arrival.nanos());
            sinks.apply(arrival.key()).accept(packet(arrival.key(), number++, arrival.length(), 0), now);
        }
        advance(start + 10_000_000_000_000L);
        assertThat(wheel.hasNext()).isFalse();
        assertThat(slab.heldPackets()).isZero();
        long base = start;
        return fates.stream().map(fate -> relative(fate, base)).sorted().toList();
    }

    private static String relative(String fate, long base) {
        int at = fate.lastIndexOf(' ') + 1;
        return fate.substring(0, at) + (Long.parseLong(fate.substring(at)) - base);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void decides_as_one_stage_for_each_key(long seed) {
        for (boolean policed : new boolean[] {false, true}) {
            List<Arrival> arrivals = traffic(seed);
            Keyed keyed = new Keyed(policed, 1_000);
            List<String> actual = run(arrivals, key -> keyed::accept);
            assertThat(keyed.idle()).isTrue();
            Map<Long, Sink> naive = new HashMap<>();
            List<String> expected = run(
                    arrivals,
                    key -> naive.computeIfAbsent(
                            key,
                            k -> policed
                                    ? new PolicerStage(
                                                    space,
                                                    LimitRate.of(LIMIT, null),
                                                    TokenSource.OWN,
                                                    ShortPackets.NONE,
                                                    end)::accept
                                    : new LimitStage(space, LIMIT, null, end)::accept));
            assertThat(actual).isEqualTo(expected);
            assertThat(actual).anyMatch(f -> f.contains("released"));
            assertThat(actual).anyMatch(f -> f.contains(policed ? "POLICED" : "LIMIT_QUEUE_FULL"));
        }
    }

    @Test
    void counts_what_each_stream_does_and_forgets_it_after_five_minutes() {
        Keyed keyed = new Keyed(false, 10);
        keyed.accept(packet(7, 0, 1_514, 0), 0);
        keyed.accept(packet(7, 1, 1_000, 0), 0);
        keyed.accept(packet(8, 2, 10, 0), 0);
        StreamAccount seven = keyed.accounts(0).stream()
                .filter(account -> account.outgoing().packetsIn() == 2)
                .findFirst()
                .orElseThrow();
        assertThat(seven.outgoing().bytesIn()).isEqualTo(2_514);
        assertThat(seven.outgoing().bytesOut()).isEqualTo(1_514);
        assertThat(seven.outgoing().packetsOut()).isEqualTo(1);
        assertThat(seven.outgoing().packetsIn()).isEqualTo(2);
        assertThat(keyed.accounts(StreamKey.IDLE_NANOS)).hasSize(2);
        advance(1_000_000_000L);
        assertThat(keyed.accounts(StreamKey.IDLE_NANOS + 1)).as("8 has expired").hasSize(1);
        keyed.accept(packet(9, 3, 10, 0), StreamKey.IDLE_NANOS + 1);
        assertThat(keyed.table.streams()).as("9 took the place of 8").isEqualTo(2);
        assertThat(keyed.table.evictions()).isZero();
    }

    @Test
    void gives_up_the_stream_unused_for_longest_and_never_one_in_which_packets_wait() {
        Keyed keyed = new Keyed(false, 3);
        keyed.accept(packet(1, 0, 1_514, 0), 0);
        keyed.accept(packet(1, 1, 1_514, 0), 0);
        keyed.accept(packet(2, 2, 1_514, 0), 1);
        keyed.accept(packet(3, 3, 1_514, 0), 2);
        keyed.accept(packet(2, 4, 0, 0), 3);
        keyed.accept(packet(4, 5, 1_514, 0), 4);
        assertThat(keyed.table.evictions()).isEqualTo(1);
        assertThat(keyed.accounts(4))
                .extracting(account -> account.key().second)
                .containsExactlyInAnyOrder(1L, 2L, 4L);
        keyed.accept(packet(2, 6, 1_514, 0), 5);
        keyed.accept(packet(4, 7, 1_514, 0), 5);
        fates.clear();
        keyed.accept(packet(5, 8, 1, 0), 6);
        assertThat(fates).containsExactly((5L << 32 | 8) + " LIMIT_QUEUE_FULL 6");
        keyed.accept(packet(6, 9, 3_000, 9), 6);
        keyed.accept(packet(6, 10, 1, 10), 6);
        assertThat(paused).as("the crowd's bucket is empty").containsExactly(10);
        advance(10_000_000_000L);
        assertThat(paused).isEmpty();
        assertThat(dropped).isEqualTo(1);
        assertThat(slab.heldPackets()).isZero();
    }

    @Test
    void pauses_a_lossless_source_whose_stream_is_full_until_it_has_room() {
        Keyed keyed = new Keyed(false, 3);
        for (int i = 0; paused.isEmpty(); i++) {
            keyed.accept(packet(1, i, 1_514, 3), 0);
        }
        keyed.accept(packet(2, 0, 100, 4), 0);
        assertThat(paused).containsExactly(3);
        long waiting = slab.heldPackets();
        advance(1_000_000_000L);
        assertThat((long) slab.heldPackets()).isLessThan(waiting);
        assertThat(paused).isEmpty();
        advance(100_000_000_000L);
        assertThat(dropped).isZero();
        assertThat(keyed.idle()).isTrue();
    }

    @Test
    void keeps_many_streams_with_their_packets() {
        recording = false;
        int count = 300_000;
        Keyed keyed = new Keyed(false, count);
        for (int round = 0; round < 2; round++) {
            for (int key = 0; key < count; key++) {
                keyed.accept(packet(key, round, 1_514, 0), 0);
            }
        }
        assertThat(released).isEqualTo(count);
        assertThat(keyed.table.streams()).isEqualTo(count);
        keyed.accept(packet(count, 0, 1, 0), 0);
        assertThat(dropped).as("something waits in every stream").isEqualTo(1);
        advance(1_000_000_000L);
        assertThat(released).isEqualTo(2L * count);
        assertThat(keyed.table.evictions()).isZero();
        for (int key = count; key < 2 * count; key++) {
            keyed.accept(packet(key, 0, 1_514, 0), now);
        }
        assertThat(keyed.table.evictions()).isEqualTo(count);
        assertThat(keyed.table.streams()).isEqualTo(count);
        assertThat(keyed.idle()).isTrue();
    }

    /** Each stream lets one packet go, holds one, and asks the source of a third to wait, until all streams are empty. */
    private void holdSourcesBack(Keyed keyed, int rounds) {
        for (int round = 0; round < rounds; round++) {
            for (int stream = 0; stream < 300; stream++) {
                for (int i = 0; i < 3; i++) {
                    keyed.accept(packet(stream, i, 60_000, 1 + stream % 255), now);
                }
            }
            advance(now + 100_000_000_000L);
        }
    }

    @Test
    void allocates_nothing_while_hundreds_of_streams_hold_their_sources_back() {
        recording = false;
        Keyed keyed = new Keyed(false, 400);
        holdSourcesBack(keyed, 30);
        assertThat(pauses).isEqualTo(30 * 300);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        holdSourcesBack(keyed, 300);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(16_384);
        assertThat(pauses).isEqualTo(330 * 300).isEqualTo(resumes);
        assertThat(dropped).isZero();
        assertThat(keyed.idle()).isTrue();
    }
}
