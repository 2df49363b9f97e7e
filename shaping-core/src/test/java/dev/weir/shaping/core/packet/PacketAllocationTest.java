package dev.weir.shaping.core.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PacketAllocationTest {
    private static final int PACKETS = 1_000_000;
    private static final long NOISE_BYTES = 4_096;

    private final List<Sample> samples =
            Stream.generate(new FuzzedPackets(46)::next).limit(4_096).toList();
    private final PacketHeaders headers = new PacketHeaders();
    private long sum;

    @Test
    void decodes_verifies_and_rewrites_without_allocation() throws ReflectiveOperationException {
        run();
        run();
        allocatedBytes();

        long before = allocatedBytes();
        run();
        long allocated = allocatedBytes() - before;

        assertThat(sum).isNotZero();
        assertThat(allocated).isLessThan(NOISE_BYTES);
    }

    private void run() {
        for (int i = 0; i < PACKETS; i++) {
            Sample sample = samples.get(i & 4_095);
            byte[] bytes = sample.bytes();
            HeaderDecoder.decode(bytes, 0, bytes.length, sample.linkType(), headers);
            DscpRewriter.rewrite(bytes, 0, headers, i & 63);
            Checksums.writeIpv4Header(bytes, 0, headers);
            boolean valid = Checksums.writeTransport(bytes, 0, bytes.length, headers)
                    && Checksums.verifyTransport(bytes, 0, bytes.length, headers);
            sum += headers.payloadLength + headers.srcPort + (valid ? 1 : 0);
        }
    }

    /* By reflection: the module under test does not read jdk.management. */
    private static long allocatedBytes() throws ReflectiveOperationException {
        Object threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        Method allocated = Class.forName("com.sun.management.ThreadMXBean").getMethod("getCurrentThreadAllocatedBytes");
        return (long) allocated.invoke(threads);
    }
}
