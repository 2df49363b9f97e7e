package dev.weir.shaping.core.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.Direction;
import dev.weir.shaping.IpProtocols;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowTableTest {
    private static final long MINUTE = 60_000_000_000L;

    private final List<Integer> ended = new ArrayList<>();

    private static FlowKey key(int number, int protocol) {
        PacketHeaders headers = new PacketHeaders();
        headers.ipVersion = 4;
        headers.ipProto = protocol;
        headers.srcLow = 0x0A00_0000L + number / 7;
        headers.dstLow = 0xC000_0207L;
        headers.srcPort = 1 + number % 7;
        headers.dstPort = 443;
        FlowKey key = new FlowKey();
        key.set(headers, Direction.OUTGOING);
        return key;
    }

    private static FlowKey key(int number) {
        return key(number, IpProtocols.UDP);
    }

    private static final class Flow {
        int number = -1;
        long incarnation;
        long ordinal;
        long inFlight;
        long lastSeen;
        long packetsIn;
        long bytesIn;
        long packetsOut;
        long delaySum;
    }

    @Test
    void has_a_flow_once_its_record_is_filled_in() {
        FlowTable table = new FlowTable(2, ended::add);
        int flow = table.append();
        assertThat(table.size()).isZero();
        FlowKey key = key(1);
        table.fill(flow, key, key.hash(), 0);
        assertThat(table.size()).isOne();
        table.fill(flow, key(2), key(2).hash(), 0);
        assertThat(table.size()).isOne();
    }

    @ParameterizedTest
    @CsvSource({"1, 40, 2000", "2, 3000, 20000", "3, 100000, 60000"})
    void agrees_with_a_map_while_it_has_room(long seed, int flows, int steps) {
        SplittableRandom random = new SplittableRandom(seed);
        FlowTable table = new FlowTable(1 << 20, ended::add);
        Map<Integer, Flow> model = new LinkedHashMap<>();
        long now = 0;
        for (int step = 0; step < steps; step++) {
            now += random.nextInt(50) == 0 ? random.nextLong(2 * MINUTE) : random.nextLong(1_000_000);
            int number = random.nextInt(flows);
            int flow = table.enter(key(number), now);
            Flow known = model.computeIfAbsent(number, n -> new Flow());
            if (known.number < 0) {
                known.number = flow;
            } else if (known.inFlight == 0 && now - known.lastSeen > MINUTE) {
                known.incarnation++;
                known.ordinal = 0;
            }
            known.lastSeen = now;
            assertThat(flow).isEqualTo(known.number);
            assertThat(table.arrive(flow)).isEqualTo(known.ordinal++);
            known.inFlight++;
            table.countIn(flow, 10 + number);
            known.packetsIn++;
            known.bytesIn += 10 + number;
            if (random.nextInt(4) != 0) {
                table.countOut(flow, 10 + number, step, now / 1_000_000_000);
                table.leave(flow);
                known.inFlight--;
                known.packetsOut++;
                known.delaySum += step;
            }
            assertThat(table.incarnation(flow)).isEqualTo(known.incarnation);
        }
        assertThat(table.size()).isEqualTo(model.size());
        assertThat(table.evictions()).isZero();
        model.forEach((number, known) -> {
            assertThat(table.key(known.number)).hasToString(key(number).toString());
            assertThat(table.hash(known.number)).isEqualTo(key(number).hash());
            assertThat(table.packetsIn(known.number)).isEqualTo(known.packetsIn);
            assertThat(table.bytesIn(known.number)).isEqualTo(known.bytesIn);
            assertThat(table.packetsOut(known.number)).isEqualTo(known.packetsOut);
            assertThat(table.delaySumNanos(known.number)).isEqualTo(known.delaySum);
        });
        assertThat(ended).hasSize((int)
                model.values().stream().mapToLong(known -> known.incarnation).sum());
    }

    @ParameterizedTest
    @CsvSource({"4, 1, 10", "5, 5, 30", "6, 600, 2000", "7, 2000, 3000"})
    void never_evicts_what_is_in_flight_and_always_finds_what_it_has(long seed, int bound, int flows) {
        SplittableRandom random = new SplittableRandom(seed);
        FlowTable table = new FlowTable(bound, ended::add);
        Map<Integer, Integer> inFlight = new LinkedHashMap<>();
        Map<Integer, Integer> holder = new LinkedHashMap<>();
        long refused = 0;
        for (int step = 0; step < 40_000; step++) {
            int number = random.nextInt(flows);
            int flow = table.enter(key(number), step);
            if (flow == FlowTable.NONE) {
                refused++;
                assertThat(inFlight).hasSize(bound).doesNotContainKey(number);
            } else {
                assertThat(table.key(flow)).hasToString(key(number).toString());
                Integer before = holder.put(flow, number);
                assertThat(before == null || before == number || !inFlight.containsKey(before))
                        .isTrue();
                table.arrive(flow);
                if (inFlight.containsKey(number) || random.nextInt(3) != 0) {
                    table.leave(flow);
                } else {
                    inFlight.put(number, flow);
                }
            }
            if (inFlight.size() == bound || random.nextInt(bound * 4) == 0) {
                inFlight.forEach((n, f) -> assertThat(table.enter(key(n), 0)).isEqualTo(f));
            }
            if (inFlight.size() == bound && random.nextInt(4) == 0) {
                inFlight.values().forEach(table::leave);
                inFlight.clear();
            }
            assertThat(table.size()).isLessThanOrEqualTo(bound);
        }
        assertThat(table.evictions()).isPositive().isEqualTo(ended.size());
        assertThat(refused).isPositive();
    }

    @Test
    void waits_longer_for_tcp() {
        FlowTable table = new FlowTable(10, ended::add);
        int tcp = table.enter(key(1, IpProtocols.TCP), 0);
        int udp = table.enter(key(1, IpProtocols.UDP), 0);
        assertThat(udp).isNotEqualTo(tcp);
        table.enter(key(1, IpProtocols.TCP), MINUTE + 1);
        table.enter(key(1, IpProtocols.UDP), MINUTE);
        assertThat(ended).isEmpty();
        table.enter(key(1, IpProtocols.UDP), 2 * MINUTE + 1);
        assertThat(ended).containsExactly(udp);
        table.enter(key(1, IpProtocols.TCP), 6 * MINUTE + 1);
        assertThat(table.incarnation(tcp)).isZero();
        table.enter(key(1, IpProtocols.TCP), 11 * MINUTE + 2);
        assertThat(table.incarnation(tcp)).isEqualTo(1);
    }

    @Test
    void keeps_attributes_for_one_incarnation() {
        FlowTable table = new FlowTable(2, ended::add);
        int flow = table.enter(key(1), 0);
        assertThat(table.attributes(flow)).isNull();
        table.attributes(flow, "one");
        assertThat(table.attributes(table.enter(key(1), MINUTE))).isEqualTo("one");
        assertThat(table.attributes(table.enter(key(1), 3 * MINUTE))).isNull();
        table.attributes(flow, "two");
        table.enter(key(2), 3 * MINUTE);
        table.enter(key(3), 3 * MINUTE);
        table.enter(key(4), 3 * MINUTE);
        int again = table.enter(key(1), 3 * MINUTE);
        assertThat(table.attributes(again)).isNull();
    }

    @Test
    void separates_keys_by_every_field() {
        Set<String> texts = new HashSet<>();
        Set<Long> hashes = new HashSet<>();
        FlowTable table = new FlowTable(1_000, ended::add);
        Set<Integer> flows = new HashSet<>();
        int count = 0;
        for (Direction direction : Direction.values()) {
            for (int field = 0; field <= 8; field++) {
                PacketHeaders headers = new PacketHeaders();
                headers.ipVersion = field == 1 ? 4 : 6;
                headers.ipProto = field == 2 ? 6 : 17;
                headers.srcHigh = field == 3 ? 1 : 0;
                headers.srcLow = field == 4 ? 2 : 1;
                headers.dstHigh = field == 5 ? 1 : 0;
                headers.dstLow = field == 6 ? 2 : 1;
                headers.srcPort = field == 7 ? 2 : 1;
                headers.dstPort = field == 8 ? 2 : 1;
                FlowKey key = new FlowKey();
                key.set(headers, direction);
                texts.add(direction + key.toString());
                hashes.add(key.hash());
                flows.add(table.enter(key, 0));
                count++;
            }
        }
        assertThat(texts).hasSize(count);
        assertThat(hashes).hasSize(count);
        assertThat(flows).hasSize(count);
    }

    @Test
    void refuses_a_bound_below_one() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FlowTable(0, ended::add))
                .withMessage("flows must be at least 1: 0");
    }

    @Test
    void is_settled_until_it_starts_over_and_numbers_packets_all_the_same() {
        FlowTable table = new FlowTable(1, ended::add);
        int flow = table.enter(key(1), 0);
        assertThat(table.arrive(flow)).isZero();
        assertThat(table.settled(flow)).isFalse();
        table.settle(flow);
        assertThat(table.arrive(flow)).isEqualTo(1);
        assertThat(table.arrive(flow)).isEqualTo(2);
        table.settle(flow);
        assertThat(table.settled(flow)).isTrue();
        for (int i = 0; i < 3; i++) {
            table.leave(flow);
        }
        table.enter(key(1), 2 * MINUTE);
        assertThat(table.settled(flow)).isFalse();
        assertThat(table.arrive(flow)).isZero();
        table.leave(flow);
        table.settle(flow);
        assertThat(table.enter(key(2), 2 * MINUTE)).as("in place of the other").isEqualTo(flow);
        assertThat(table.settled(flow)).isFalse();
    }
}
