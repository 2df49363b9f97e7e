package dev.weir.shaping.core;

import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.capture.PacketIntake;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A backend in memory: the test offers packets, and one thread takes released ones unless told to rest. */
class QueueBackend extends ConsumingBackend {
    static final int PACKET_BYTES = 1_000;
    final List<Long> tokens = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger closes = new AtomicInteger();
    volatile boolean resting;
    volatile long takenNanos;

    /** Failures are logged, and in tests they are meant. */
    static void keepQuiet() {
        Logger.getLogger(LiveShaping.class.getName()).setLevel(Level.OFF);
    }

    @Override
    boolean rests() {
        return resting;
    }

    @Override
    public void released(byte[] array, int offset, int captured, int length, LinkType link, Direction way, long token) {
        takenNanos = System.nanoTime();
        tokens.add(token);
    }

    @Override
    public void close() {
        closes.incrementAndGet();
        super.close();
    }

    static byte[] packet() {
        return Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443)
                .length(PACKET_BYTES)
                .outgoing()
                .array()
                .clone();
    }

    static Admission offer(PacketIntake intake, long token) {
        return offer(intake, packet(), token);
    }

    private static Admission offer(PacketIntake intake, byte[] bytes, long token) {
        return intake.offer(bytes, 0, bytes.length, bytes.length, LinkType.RAW_IP, Direction.OUTGOING, token);
    }

    /** Offers packets with the tokens 0, 1, 2, .. and waits for a permit whenever the intake is busy. */
    static void produce(PacketIntake intake, int count, Semaphore permits) {
        byte[] bytes = packet();
        for (long token = 0; token < count; token++) {
            while (offer(intake, bytes, token) == Admission.BUSY) {
                permits.acquireUninterruptibly();
            }
        }
    }

    /** Waits until a live run has taken so many packets. */
    static void awaitPackets(LiveShaping live, long count) {
        while (live.report().outgoing().packetsIn() < count) {
            LockSupport.parkNanos(100_000);
        }
    }
}
