package dev.weir.shaping.core;

import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.capture.PacketIntake;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Numbered packets of several producers, and a consumer that checks what comes out: each packet once, whole, and after those of its flow that went in
 * before it.
 */
final class LaneTraffic extends ConsumingBackend {
    private static final int PAYLOAD_AT = 42;
    private static final int PORT_AT = 34;
    private static final int FLOWS = 64;

    private final long[] next;
    private final int length;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();

    LaneTraffic(int producers, int length) {
        this.next = new long[producers * FLOWS];
        this.length = length;
    }

    /** Packets that came out. */
    long taken() {
        return taken.get();
    }

    /** Packets that came out damaged, twice, or before one that had gone in first. */
    long wrong() {
        return wrong.get();
    }

    @Override
    public void released(
            byte[] array, int offset, int captured, int onLine, LinkType link, Direction direction, long token) {
        int producer = (int) (token >>> 48);
        long number = token & (1L << 48) - 1;
        int flow = producer * FLOWS + (int) (number % FLOWS);
        boolean right = captured == length && onLine == length && number >= next[flow];
        next[flow] = number + 1;
        for (int i = PAYLOAD_AT; i < captured; i++) {
            right &= array[offset + i] == (byte) number;
        }
        if (!right) {
            wrong.incrementAndGet();
        }
        taken.incrementAndGet();
    }

    /** Hands packets in on the caller's thread, numbered from a first; answers how many were accepted. */
    long produce(PacketIntake intake, int producer, long first, long count) {
        byte[] bytes = Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443)
                .length(length)
                .outgoing()
                .bytes();
        long accepted = 0;
        for (long i = first; i < first + count; i++) {
            bytes[PORT_AT] = (byte) (producer + 1);
            bytes[PORT_AT + 1] = (byte) (i % FLOWS);
            Arrays.fill(bytes, PAYLOAD_AT, length, (byte) i);
            Admission answer = offer(intake, bytes, (long) producer << 48 | i);
            while (answer == Admission.BUSY) {
                LockSupport.parkNanos(20_000);
                answer = offer(intake, bytes, (long) producer << 48 | i);
            }
            if (answer == Admission.ACCEPTED) {
                accepted++;
            }
        }
        return accepted;
    }

    private Admission offer(PacketIntake intake, byte[] bytes, long token) {
        return intake.offer(bytes, 0, length, length, LinkType.ETHERNET, Direction.OUTGOING, token);
    }
}
