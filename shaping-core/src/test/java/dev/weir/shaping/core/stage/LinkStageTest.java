package dev.weir.shaping.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Rate;
import dev.weir.shaping.core.packet.FlowSlots;
import dev.weir.shaping.core.packet.FlowTable;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.core.wheel.EventWheel;
import dev.weir.shaping.impair.Framing;
import dev.weir.shaping.impair.QueueLimit;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkStageTest {
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

    /** What left: a packet's number and when, -1 - number for one dropped. */
    private record Fate(long packet, long nanos) {}

    /** A link stage alone, with its wheel. */
    private static final class Bench implements Outlet {
        final List<Fate> fates = new ArrayList<>();
        final PacketSlab packets = new PacketSlab(1L << 30);
        final EventWheel wheel = new EventWheel();
        final StageSpace space;
        final LinkStage link;

        Bench(long rate, Framing framing, QueueLimit queue) {
            FlowSlots slots = new FlowSlots();
            space = new StageSpace(packets, new FlowTable(1, slots), slots, wheel, this);
            link = new LinkStage(space, new Rate(rate), framing, queue, new ReleaseStage(space));
        }

        void offer(long nanos, int length, long number) {
            int packet = packets.allocate(1);
            packets.describe(packet, length, LinkType.ETHERNET, Direction.OUTGOING, 0, number);
            link.accept(packet, nanos);
        }

        void run(long untilNanos) {
            while (wheel.advanceTo(untilNanos)) {
                space.run(wheel.event(), wheel.dueNanos());
            }
        }

        @Override
        public boolean release(int packet, long nowNanos) {
            fates.add(new Fate(packets.token(packet), nowNanos));
            packets.free(packet);
            return true;
        }

        @Override
        public void drop(int packet, DropReason reason, long nowNanos) {
            assertThat(reason).isEqualTo(DropReason.LINK_QUEUE_FULL);
            fates.add(new Fate(-1 - packets.token(packet), nowNanos));
            packets.free(packet);
        }

        @Override
        public void drawn(int packet, long draw) {}

        @Override
        public void pause(int source) {}

        @Override
        public void resume(int source) {}
    }

    /** The link in whole numbers of any size: a time is a numerator over the rate; the work left of a packet is bits times a billion. */
    private static final class Model {
        final List<Fate> fates = new ArrayList<>();
        final Framing framing;
        final QueueLimit queue;
        final ArrayDeque<long[]> waiting = new ArrayDeque<>();
        BigInteger rate;
        BigInteger start = BigInteger.ZERO;
        BigInteger work = BigInteger.ZERO;
        long sending = -1;
        long waitingSince;

        Model(long rate, Framing framing, QueueLimit queue) {
            this.rate = BigInteger.valueOf(rate);
            this.framing = framing;
            this.queue = queue;
        }

        void send(long number, long length, BigInteger at) {
            sending = number;
            start = at;
            work = BigInteger.valueOf(8 * framing.framed(length)).multiply(BILLION);
        }

        void run(long until) {
            while (sending >= 0) {
                BigInteger end = start.add(work);
                long release =
                        end.add(rate).subtract(BigInteger.ONE).divide(rate).longValueExact();
                if (release > until) {
                    return;
                }
                fates.add(new Fate(sending, release));
                sending = -1;
                if (!waiting.isEmpty()) {
                    long[] first = waiting.remove();
                    send(
                            first[0],
                            first[1],
                            waitingSince == release
                                    ? BigInteger.valueOf(release).multiply(rate)
                                    : end);
                }
            }
        }

        void offer(long nanos, int length, long number) {
            if (sending < 0) {
                send(number, length, BigInteger.valueOf(nanos).multiply(rate));
                return;
            }
            if (waiting.isEmpty()) {
                waitingSince = nanos;
            }
            if (fits(length)) {
                waiting.add(new long[] {number, length});
            } else {
                fates.add(new Fate(-1 - number, nanos));
            }
        }

        private boolean fits(int length) {
            if (queue instanceof QueueLimit.Both both) {
                return fits(both.packets(), length) && fits(both.bytes(), length);
            }
            return fits(queue, length);
        }

        private boolean fits(QueueLimit queue, int length) {
            if (queue instanceof QueueLimit.Packets bound) {
                return waiting.size() < bound.count();
            }
            if (queue instanceof QueueLimit.Bytes bound) {
                return waiting.stream().mapToLong(packet -> packet[1]).sum() + length
                        <= bound.size().bytes();
            }
            long bytes = waiting.stream()
                            .mapToLong(packet -> framing.framed(packet[1]))
                            .sum()
                    + framing.framed(length);
            long micros = ((QueueLimit.Time) queue).time().toNanos() / 1_000;
            return BigInteger.valueOf(bytes)
                            .multiply(BigInteger.valueOf(8_000_000))
                            .compareTo(rate.multiply(BigInteger.valueOf(micros)))
                    <= 0;
        }

        void rate(long newRate, long nanos) {
            BigInteger changed = BigInteger.valueOf(newRate);
            if (sending >= 0 && !changed.equals(rate)) {
                work = start.add(work)
                        .subtract(BigInteger.valueOf(nanos).multiply(rate))
                        .max(BigInteger.ZERO);
                start = BigInteger.valueOf(nanos).multiply(changed);
            }
            rate = changed;
        }
    }

    private static QueueLimit queue(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 3 -> QueueLimit.packetsAndBytes(random.nextInt(20), DataSize.ofBytes(random.nextInt(30_000)));
            case 0 -> QueueLimit.bytes(DataSize.ofBytes(random.nextInt(30_000)));
            case 1 -> QueueLimit.packets(random.nextInt(20));
            default -> QueueLimit.time(Duration.ofNanos(1_000L * random.nextInt(20_000)));
        };
    }

    private static long rate(SplittableRandom random) {
        return 1 + (long) Math.pow(10, 3 + random.nextDouble(8.9));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void sends_exactly_while_the_rate_changes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Framing.Cells> cells =
                List.of(Framing.Cells.NONE, Framing.Cells.ATM, Framing.Cells.PTM, Framing.Cells.of(100, 5));
        for (int round = 0; round < 100; round++) {
            Framing framing = new Framing(random.nextInt(-64, 257), random.nextInt(100), cells.get(random.nextInt(4)));
            QueueLimit queue = queue(random);
            long rate = rate(random);
            Bench bench = new Bench(rate, framing, queue);
            Model model = new Model(rate, framing, queue);
            long nanos = 0;
            for (int i = 0; i < 500; i++) {
                if (random.nextInt(3) > 0) {
                    nanos += (long) (8e9 * 1_000 / rate * random.nextDouble() * 3);
                }
                boolean change = random.nextInt(6) == 0;
                if (change && random.nextBoolean() && bench.wheel.hasNext()) {
                    nanos = Math.max(nanos, bench.wheel.nextDueNanos());
                    bench.run(nanos - 1);
                    model.run(nanos - 1);
                } else {
                    bench.run(nanos);
                    model.run(nanos);
                }
                if (change) {
                    rate = rate(random);
                    bench.link.rate(new Rate(rate), nanos);
                    model.rate(rate, nanos);
                } else {
                    int length = random.nextInt(1_515);
                    bench.offer(nanos, length, i);
                    model.offer(nanos, length, i);
                }
            }
            bench.run(Long.MAX_VALUE);
            model.run(Long.MAX_VALUE);
            assertThat(bench.fates)
                    .as("round %d, %s, %s", round, framing, queue)
                    .isEqualTo(model.fates);
            assertThat(bench.link.idle()).isTrue();
        }
    }

    @Test
    void finishes_a_packet_at_the_new_rate() {
        Bench bench = new Bench(8_000, Framing.NONE, QueueLimit.packets(1));
        bench.offer(0, 1_000, 0);
        bench.offer(0, 1_000, 1);
        bench.run(500_000_000);
        bench.link.rate(new Rate(16_000), 500_000_000);
        bench.run(Long.MAX_VALUE);
        assertThat(bench.fates).containsExactly(new Fate(0, 750_000_000), new Fate(1, 1_250_000_000));
    }
}
