package dev.weir.shaping.lookup.inspect;

import static dev.weir.shaping.Direction.INCOMING;
import static dev.weir.shaping.Direction.OUTGOING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.weir.shaping.Direction;
import dev.weir.shaping.IpAddress;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.core.Packets;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FirstPacketsTest {
    private static final byte[] HELLO = Hellos.to("example.org");
    private static final byte[] SERVER_HELLO = Octets.hex("16 0303 007a 02 000076 0303");
    private static final byte[] REQUEST = Octets.ascii("GET /a HTTP/1.1\r\nHost: example.org\r\n\r\n");
    private static final byte[] NOISE = Octets.ascii("220 ready");
    private static final byte[] NTP = new byte[48];

    static {
        NTP[0] = 0x23;
    }

    private final FirstPackets inspection = new FirstPackets();
    private final Traffic traffic = new Traffic(inspection);

    @Test
    void names_the_protocol_and_host_of_a_tls_connection_in_both_directions() {
        traffic.open(50_000, 443);
        assertThat(traffic.last()).isEqualTo("null null null");
        traffic.say(50_000, 443, OUTGOING, 1_001, HELLO);
        assertThat(traffic.last()).isEqualTo("tls example.org null");
        traffic.say(50_000, 443, INCOMING, 2_001, SERVER_HELLO);
        assertThat(traffic.last()).isEqualTo("tls example.org null");
        assertThat(inspection.statistics()).isEqualTo(new InspectionStatistics(1, 0, 1, 0, 0, 0, 0));
    }

    @Test
    void reads_a_hello_in_two_segments() {
        traffic.open(50_000, 443);
        traffic.say(50_000, 443, OUTGOING, 1_001, Arrays.copyOf(HELLO, 400));
        assertThat(traffic.last()).isEqualTo("tls null null");
        traffic.say(50_000, 443, OUTGOING, 1_401, Arrays.copyOfRange(HELLO, 400, HELLO.length));
        assertThat(traffic.last()).isEqualTo("tls example.org null");
    }

    @Test
    void reads_the_url_of_a_request() {
        traffic.open(50_000, 8_080);
        traffic.say(50_000, 8_080, OUTGOING, 1_001, REQUEST);
        traffic.say(50_000, 8_080, INCOMING, 2_001, Octets.ascii("HTTP/1.1 200 OK\r\n"));
        assertThat(traffic.last()).isEqualTo("http example.org http://example.org/a");
        traffic.say(
                50_000,
                8_080,
                OUTGOING,
                1_001 + REQUEST.length,
                Octets.ascii("GET /b HTTP/1.1\r\nHost: b.org\r\n\r\n"));
        assertThat(traffic.last()).as("the first request counts").isEqualTo("http example.org http://example.org/a");
    }

    @Test
    void takes_the_name_that_is_asked_of_the_local_side_for_no_remote_host() {
        traffic.tcp(50_080, 61_000, INCOMING, 0x02, 2_000, new byte[0]);
        traffic.tcp(50_080, 61_000, OUTGOING, 0x12, 1_000, new byte[0]);
        traffic.say(50_080, 61_000, INCOMING, 2_001, REQUEST);
        assertThat(traffic.last()).isEqualTo("http null http://example.org/a");
    }

    @Test
    void names_protocols_by_what_either_side_says_first() {
        traffic.open(50_000, 22);
        traffic.say(50_000, 22, INCOMING, 2_001, Octets.ascii("SSH-2.0-x\r\n"));
        assertThat(traffic.last()).isEqualTo("ssh null null");
        traffic.udp(50_001, "192.0.2.7", 123, OUTGOING, NTP);
        assertThat(traffic.last()).isEqualTo("ntp null null");
        traffic.udp(50_001, "192.0.2.7", 123, INCOMING, NTP);
        assertThat(traffic.last()).isEqualTo("ntp null null");
    }

    @Test
    void begins_again_with_each_connection_that_is_opened() {
        traffic.open(50_000, 443);
        traffic.say(50_000, 443, OUTGOING, 1_001, HELLO);
        traffic.pass(Duration.ofSeconds(301));
        traffic.open(50_000, 443);
        assertThat(traffic.last()).isEqualTo("null null null");
        traffic.say(50_000, 443, OUTGOING, 1_001, Hellos.to("example.net"));
        assertThat(traffic.last()).isEqualTo("tls example.net null");
    }

    @Test
    void remembers_a_connection_that_was_idle() {
        traffic.open(50_000, 443);
        traffic.say(50_000, 443, OUTGOING, 1_001, HELLO);
        traffic.pass(Duration.ofSeconds(301));
        traffic.say(50_000, 443, OUTGOING, 1_001 + HELLO.length, NOISE);
        assertThat(traffic.last()).isEqualTo("tls example.org null");
    }

    @Test
    void looks_at_the_first_packets_of_a_direction_alone() {
        Traffic few = new Traffic(new FirstPackets(new InspectionBounds(3, 8, 8)));
        few.udp(50_000, "192.0.2.7", 123, OUTGOING, NOISE);
        few.udp(50_000, "192.0.2.7", 123, OUTGOING, NOISE);
        few.udp(50_000, "192.0.2.7", 123, OUTGOING, NTP);
        assertThat(few.last()).isEqualTo("ntp null null");
        for (int i = 0; i < 3; i++) {
            few.udp(50_001, "192.0.2.7", 123, OUTGOING, NOISE);
        }
        few.udp(50_001, "192.0.2.7", 123, OUTGOING, NTP);
        assertThat(few.last()).isEqualTo("null null null");
        few.udp(50_001, "192.0.2.7", 123, INCOMING, NTP);
        assertThat(few.last()).as("the other direction has its own").isEqualTo("ntp null null");
        few.open(50_002, 80);
        few.tcp(50_002, 80, OUTGOING, 0x10, 1_001, new byte[0]);
        few.say(50_002, 80, OUTGOING, 1_001, REQUEST);
        assertThat(few.last()).as("the fourth outgoing packet").isEqualTo("null null null");
    }

    @Test
    void names_addresses_as_they_were_asked_for() {
        traffic.answer(50_000, "www.example.org", IpAddress.of(192, 0, 2, 7), 60);
        assertThat(traffic.last()).isEqualTo("dns null null");
        traffic.udp(50_001, "192.0.2.7", 4_500, OUTGOING, NOISE);
        assertThat(traffic.last()).isEqualTo("null www.example.org null");
        traffic.udp(50_002, "192.0.2.8", 4_500, OUTGOING, NOISE);
        assertThat(traffic.last()).isEqualTo("null null null");
        traffic.answer(50_000, "late.example.org", IpAddress.of(192, 0, 2, 8), 60);
        traffic.udp(50_002, "192.0.2.8", 4_500, OUTGOING, NOISE);
        assertThat(traffic.last()).as("learnt while the flow lives").isEqualTo("null late.example.org null");
        traffic.answer(50_000, "v6.example.org", IpAddress.parse("2001:db8::7"), 60);
        traffic.udp(50_003, "2001:db8::7", 4_500, OUTGOING, NOISE);
        assertThat(traffic.last()).isEqualTo("null v6.example.org null");
        assertThat(inspection.statistics().namesLearnt()).isEqualTo(3);
        assertThat(inspection.statistics().answersRead()).isEqualTo(3);
    }

    @Test
    void forgets_a_name_when_its_time_is_over_but_not_for_flows_that_have_it() {
        traffic.answer(50_000, "www.example.org", IpAddress.of(192, 0, 2, 7), 60);
        traffic.udp(50_001, "192.0.2.7", 4_500, OUTGOING, NOISE);
        traffic.pass(Duration.ofSeconds(60).minusNanos(1));
        traffic.udp(50_002, "192.0.2.7", 4_500, OUTGOING, NOISE);
        assertThat(traffic.last()).isEqualTo("null www.example.org null");
        traffic.pass(Duration.ofNanos(1));
        traffic.udp(50_003, "192.0.2.7", 4_500, OUTGOING, NOISE);
        assertThat(traffic.last()).isEqualTo("null null null");
        traffic.udp(50_001, "192.0.2.7", 4_500, OUTGOING, NOISE);
        assertThat(traffic.last()).isEqualTo("null www.example.org null");
    }

    @Test
    void prefers_what_the_connection_says_to_what_was_asked_for() {
        traffic.answer(50_000, "alias.example.org", IpAddress.of(192, 0, 2, 7), 60);
        traffic.open(50_001, 443);
        assertThat(traffic.last()).isEqualTo("null alias.example.org null");
        traffic.say(50_001, 443, OUTGOING, 1_001, HELLO);
        assertThat(traffic.last()).isEqualTo("tls example.org null");
    }

    @Test
    void reads_all_answers_of_a_name_server_however_many() {
        for (int i = 0; i < 200; i++) {
            traffic.answer(50_000, "n" + i + ".example", IpAddress.of(10, 1, 0, i), 60);
        }
        traffic.udp(50_001, "10.1.0.199", 4_500, OUTGOING, NOISE);
        assertThat(traffic.last()).isEqualTo("null n199.example null");
        traffic.udp(50_000, "192.0.2.53", 53, INCOMING, NOISE);
        assertThat(inspection.statistics().answersSkipped()).isEqualTo(1);
    }

    @Test
    void learns_nothing_in_one_run_for_another() {
        traffic.answer(50_000, "www.example.org", IpAddress.of(192, 0, 2, 7), 60);
        Traffic other = new Traffic(inspection);
        other.udp(50_001, "192.0.2.7", 4_500, OUTGOING, NOISE);
        assertThat(other.last()).isEqualTo("null null null");
    }

    @Test
    void is_bounded_in_connections() {
        FirstPackets small = new FirstPackets(new InspectionBounds(12, 8, 8));
        Traffic many = new Traffic(small);
        for (int port = 50_000; port < 50_100; port++) {
            many.udp(port, "192.0.2.7", 4_500, OUTGOING, NOISE);
        }
        assertThat(small.statistics().connections()).isEqualTo(100);
        assertThat(small.statistics().connectionsEvicted()).isEqualTo(92);
    }

    @Test
    void leaves_other_protocols_alone() {
        traffic.simulation.offer(Packets.icmpEcho("10.0.0.2", "192.0.2.7").outgoing());
        traffic.simulation.offer(Packets.arp("10.0.0.2", "10.0.0.1").outgoing());
        traffic.simulation.offer(Packets.ip("10.0.0.2", "192.0.2.7", 17).outgoing());
        assertThat(traffic.seen).containsOnly("null null null");
        assertThat(inspection.statistics().connections()).isLessThanOrEqualTo(1);
    }

    @Test
    void refuses_bounds_out_of_range() {
        assertThatThrownBy(() -> new InspectionBounds(0, 1, 1)).hasMessage("packets must be within 1..1000: 0");
        assertThatThrownBy(() -> new InspectionBounds(1, 1 << 21, 1))
                .hasMessage("maximumConnections must be within 1..1048576: 2097152");
        assertThatThrownBy(() -> new InspectionBounds(1, 1, 0)).hasMessage("maximumNames must be within 1..1048576: 0");
    }

    @Test
    void allocates_nothing_for_flows_that_are_decided() {
        byte[] datagram = Packets.udp("10.0.0.2", 50_000, "192.0.2.7", 123)
                .payload(NTP)
                .outgoing()
                .bytes();
        var simulation = Traffic.shaper(inspection, (packet, context) -> {
            if (!"ntp".equals(packet.appProto()) || packet.host() != null || packet.url() != null) {
                throw new IllegalStateException("not as expected");
            }
            return null;
        });
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10_000; i++) {
                simulation.offer(0, datagram, 0, datagram.length, datagram.length, LinkType.ETHERNET, OUTGOING, 0);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isLessThan(1_000);
        assertThat(simulation.runToIdle().rules().get(0).errors()).isZero();
    }

    @Test
    void survives_any_packets() {
        SplittableRandom random = new SplittableRandom(5);
        int[] ports = {53, 67, 80, 123, 443, 546, 5_353};
        byte[][] payloads = {HELLO, REQUEST, NOISE, NTP, SERVER_HELLO};
        for (int round = 0; round < 20_000; round++) {
            byte[] payload = payloads[random.nextInt(payloads.length)].clone();
            payload[random.nextInt(payload.length)] = (byte) random.nextInt();
            int port = ports[random.nextInt(ports.length)];
            var builder = random.nextBoolean()
                    ? Packets.udp("10.0.0.2", 50_000, "192.0.2.7", port)
                    : Packets.tcp("10.0.0.2", 50_000 + random.nextInt(100), "192.0.2.7", port);
            byte[] frame = builder.payload(payload).outgoing().bytes();
            for (int change = random.nextInt(3); change > 0; change--) {
                frame[random.nextInt(frame.length)] = (byte) random.nextInt();
            }
            int captured = random.nextInt(4) == 0 ? random.nextInt(frame.length) : frame.length;
            Direction direction = random.nextBoolean() ? OUTGOING : INCOMING;
            traffic.simulation.offer(0, frame, 0, captured, frame.length, LinkType.ETHERNET, direction, 0);
        }
        assertThat(traffic.simulation.runToIdle().rules())
                .allSatisfy(rule -> assertThat(rule.errors()).isZero());
        assertThat(traffic.seen).anyMatch(text -> text.startsWith("tls example.org"));
        assertThat(inspection.statistics().connections()).isGreaterThan(500);
    }
}
