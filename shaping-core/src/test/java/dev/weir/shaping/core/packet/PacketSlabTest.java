package dev.weir.shaping.core.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketSlabTest {
    private record Live(int packet, int length, byte pattern) {}

    private static int length(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextInt(4);
            case 1 -> PacketSlab.MAX_CAPTURED_BYTES - random.nextInt(2);
            case 2 -> (64 << random.nextInt(12)) + random.nextInt(3) - 1;
            case 3 -> random.nextInt(70_000);
            default -> random.nextInt(1_600);
        };
    }

    private static long cost(int length) {
        long cell = 64;
        while (cell < length) {
            cell *= 2;
        }
        return cell + 64;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void keeps_live_packets_apart_and_its_bound(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long bound = 3_000_000;
        PacketSlab slab = new PacketSlab(bound);
        List<Live> live = new ArrayList<>();
        long held = 0;
        int refused = 0;
        for (int step = 0; step < 20_000; step++) {
            if (live.isEmpty() || random.nextInt(100) < 55) {
                int length = length(random);
                int packet = slab.allocate(length);
                if (packet == PacketSlab.NONE) {
                    refused++;
                    assertThat(held + cost(length)).isGreaterThan(bound);
                } else {
                    held += cost(length);
                    Live fresh = new Live(packet, length, (byte) step);
                    Arrays.fill(slab.bytes(packet), slab.offset(packet), slab.offset(packet) + length, (byte) step);
                    slab.describe(packet, length + step, LinkType.RAW_IP, Direction.OUTGOING, step & 0xFF, -step);
                    live.add(fresh);
                }
            } else {
                Live gone = live.remove(random.nextInt(live.size()));
                check(slab, gone);
                slab.free(gone.packet);
                held -= cost(gone.length);
            }
            assertThat(slab.heldBytes()).isEqualTo(held).isLessThanOrEqualTo(bound);
            assertThat(slab.heldPackets()).isEqualTo(live.size());
        }
        assertThat(refused).isPositive();
        for (Live packet : live) {
            check(slab, packet);
            slab.free(packet.packet);
        }
        assertThat(slab.heldBytes()).isZero();
        assertThat(slab.heldPackets()).isZero();
    }

    private static void check(PacketSlab slab, Live live) {
        byte[] expected = new byte[live.length];
        Arrays.fill(expected, live.pattern);
        int offset = slab.offset(live.packet);
        assertThat(Arrays.equals(slab.bytes(live.packet), offset, offset + live.length, expected, 0, live.length))
                .isTrue();
        assertThat(slab.capturedLength(live.packet)).isEqualTo(live.length);
        assertThat(slab.linkType(live.packet)).isEqualTo(LinkType.RAW_IP);
        assertThat(slab.direction(live.packet)).isEqualTo(Direction.OUTGOING);
    }

    @Test
    void keeps_every_field() {
        PacketSlab slab = new PacketSlab(1 << 20);
        int[] packets = new int[50];
        for (int i = 0; i < packets.length; i++) {
            int packet = slab.allocate(i);
            packets[i] = packet;
            assertThat(slab.flow(packet)).isEqualTo(PacketSlab.NONE);
            assertThat(slab.verdict(packet)).isEqualTo(PacketSlab.NONE);
            slab.describe(packet, 100 + i, LinkType.values()[i % 3], Direction.values()[i % 2], 200 + i, ~i);
            slab.adapter(packet, 205 - i);
            slab.adapter(packet, 205 + i);
            slab.band(packet, i % 3);
            slab.previous(packet, 7_000 + i);
            slab.arrive(packet, 1_000 + i, 2_000 + i);
            slab.flow(packet, 3_000 + i, 4_000 + i);
            slab.verdict(packet, 5_000 + i);
            slab.next(packet, 6_000 + i);
        }
        for (int i = 0; i < packets.length; i++) {
            int packet = packets[i];
            assertThat(slab.length(packet)).isEqualTo(100 + i);
            assertThat(slab.linkType(packet)).isEqualTo(LinkType.values()[i % 3]);
            assertThat(slab.direction(packet)).isEqualTo(Direction.values()[i % 2]);
            assertThat(slab.source(packet)).isEqualTo(200 + i);
            assertThat(slab.adapter(packet)).isEqualTo(205 + i);
            assertThat(slab.band(packet)).isEqualTo(i % 3);
            assertThat(slab.previous(packet)).isEqualTo(7_000 + i);
            assertThat(slab.token(packet)).isEqualTo(~i);
            assertThat(slab.arrivalNanos(packet)).isEqualTo(1_000 + i);
            assertThat(slab.number(packet)).isEqualTo(2_000 + i);
            assertThat(slab.flow(packet)).isEqualTo(3_000 + i);
            assertThat(slab.ordinal(packet)).isEqualTo(4_000 + i);
            assertThat(slab.verdict(packet)).isEqualTo(5_000 + i);
            assertThat(slab.next(packet)).isEqualTo(6_000 + i);
            slab.describe(packet, i, LinkType.UNKNOWN, Direction.INCOMING, 0, 0);
            assertThat(slab.adapter(packet)).isZero();
            assertThat(slab.linkType(packet)).isEqualTo(LinkType.UNKNOWN);
        }
    }

    @Test
    void gives_memory_of_one_size_to_another() {
        ByteCells cells = new ByteCells();
        Set<byte[]> chunks = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int round = 0; round < 3; round++) {
            for (int length : new int[] {64, 1_500, 9_000, ByteCells.MAX_CELL_BYTES, 300}) {
                int count = 4_000_000 / length;
                int[] names = new int[count];
                for (int i = 0; i < count; i++) {
                    names[i] = cells.allocate(length);
                    chunks.add(cells.bytes(names[i]));
                }
                for (int name : names) {
                    cells.free(name);
                }
            }
        }
        long peak = 4_000_000L / 9_000 * 16_384;
        int sizes = ByteCells.CHUNK_SHIFT - ByteCells.MIN_CELL_SHIFT + 1;
        assertThat((long) chunks.size() * ByteCells.MAX_CELL_BYTES)
                .isLessThanOrEqualTo(peak + (long) sizes * ByteCells.MAX_CELL_BYTES);
    }

    @Test
    void refuses_what_it_cannot_hold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PacketSlab(0))
                .withMessage("packet memory must be at least 1 byte: 0");
        PacketSlab slab = new PacketSlab(1 << 20);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> slab.allocate(262_145))
                .withMessage("captured length must be within 0..262144 bytes: 262145");
        assertThatIllegalArgumentException().isThrownBy(() -> slab.allocate(-1));
        assertThat(new PacketSlab(127).allocate(0)).isEqualTo(PacketSlab.NONE);
        assertThat(new PacketSlab(128).allocate(0)).isNotEqualTo(PacketSlab.NONE);
    }
}
