package dev.weir.benchmarks;

import dev.weir.shaping.LinkType;
import dev.weir.shaping.core.Packets;
import dev.weir.shaping.core.packet.HeaderDecoder;
import dev.weir.shaping.core.packet.PacketHeaders;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Decoding every header field of one packet; packets lie 128 bytes apart, 1,024 of them fit the second-level cache, 262,144 do not.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar DecodeBenchmark -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseParallelGC"})
public class DecodeBenchmark {
    private static final int STRIDE = 128;

    private final PacketHeaders headers = new PacketHeaders();
    private byte[] bytes = new byte[0];
    private int mask;
    private int at;

    /** What the packets are. */
    @Param({"tcp4", "udp6", "vlanTcp4"})
    public String kind = "tcp4";

    /** How many different packets. */
    @Param({"1024", "262144"})
    public int packets;

    /** For JMH. */
    public DecodeBenchmark() {}

    /** Lays the packets out. */
    @Setup
    public void layOut() {
        bytes = new byte[packets * STRIDE];
        mask = packets - 1;
        for (int i = 0; i < packets; i++) {
            byte[] packet = packet(i & 0x3FFF);
            System.arraycopy(packet, 0, bytes, i * STRIDE, packet.length);
        }
    }

    private byte[] packet(int port) {
        return switch (kind) {
            case "tcp4" ->
                Packets.tcp("10.0.0.2", port, "192.0.2.7", 443)
                        .ack()
                        .payload(40)
                        .outgoing()
                        .bytes();
            case "udp6" ->
                Packets.udp("fd00::2", port, "2001:db8::7", 443)
                        .payload(40)
                        .outgoing()
                        .bytes();
            case "vlanTcp4" ->
                Packets.tcp("10.0.0.2", port, "192.0.2.7", 443)
                        .ack()
                        .vlan(7)
                        .payload(40)
                        .outgoing()
                        .bytes();
            default -> throw new IllegalArgumentException("kind must name a packet: " + kind);
        };
    }

    /**
     * Decodes the next packet.
     *
     * @return a field, so that nothing is left out
     */
    @Benchmark
    public int decode() {
        at = at + 1 & mask;
        HeaderDecoder.decode(bytes, at * STRIDE, STRIDE, LinkType.ETHERNET, headers);
        return headers.srcPort + headers.tcpFlags + headers.payloadLength;
    }
}
