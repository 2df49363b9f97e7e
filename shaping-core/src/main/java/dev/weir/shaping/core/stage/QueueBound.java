package dev.weir.shaping.core.stage;

import dev.weir.shaping.Rate;
import dev.weir.shaping.impair.QueueDiscipline;
import dev.weir.shaping.impair.QueueLimit;
import dev.weir.shaping.impair.TailDrop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes and packets a queue may hold.
 *
 * @param bytes the most bytes
 * @param packets the most packets
 */
record QueueBound(long bytes, long packets) {
    private static final Duration SHORT_TIME = Duration.ofMillis(100);
    private static final Duration LONG_TIME = Duration.ofSeconds(1);
    private static final long LEAST_BYTES = 65_536;
    private static final long LEAST_PACKETS = 64;

    /** The bound of a queue in front of a rate: what is asked for, else {@code time} at the rate and at least 64 KiB. */
    static QueueBound of(@Nullable QueueLimit limit, Rate rate, Duration time) {
        if (limit == null) {
            return new QueueBound(Math.max(LEAST_BYTES, bytesIn(rate, time)), Long.MAX_VALUE);
        }
        if (limit instanceof QueueLimit.Bytes bound) {
            return new QueueBound(bound.size().bytes(), Long.MAX_VALUE);
        }
        if (limit instanceof QueueLimit.Both both) {
            return of(both);
        }
        if (limit instanceof QueueLimit.Time bound) {
            return new QueueBound(bytesIn(rate, bound.time()), Long.MAX_VALUE);
        }
        return new QueueBound(Long.MAX_VALUE, ((QueueLimit.Packets) limit).count());
    }

    private static QueueBound of(QueueLimit.Both both) {
        return new QueueBound(both.bytes().size().bytes(), both.packets().count());
    }

    /** The bound of a link's queue: what is asked for, else 100 ms at the rate for one that drops from its tail, 1 s for others, at least 64 KiB. */
    static QueueBound ofLink(@Nullable QueueLimit limit, Rate rate, QueueDiscipline discipline) {
        return of(limit, rate, discipline instanceof TailDrop ? SHORT_TIME : LONG_TIME);
    }

    /** The bound of a queue in front of a packet rate: what is asked for, else {@code time} at the rate and at least 64 packets. */
    static QueueBound of(@Nullable QueueLimit limit, long packetsPerSecond, Duration time) {
        if (limit instanceof QueueLimit.Bytes bound) {
            return new QueueBound(bound.size().bytes(), Long.MAX_VALUE);
        }
        if (limit instanceof QueueLimit.Packets bound) {
            return new QueueBound(Long.MAX_VALUE, bound.count());
        }
        if (limit instanceof QueueLimit.Both both) {
            return of(both);
        }
        Duration wait = limit instanceof QueueLimit.Time bound ? bound.time() : time;
        long packets = packetsPerSecond * (wait.toNanos() / 1_000) / 1_000_000;
        return new QueueBound(Long.MAX_VALUE, limit == null ? Math.max(LEAST_PACKETS, packets) : packets);
    }

    private static long bytesIn(Rate rate, Duration time) {
        long microseconds = time.toNanos() / 1_000;
        long seconds = microseconds / 1_000_000;
        long rest = microseconds % 1_000_000;
        long bits = rate.bitsPerSecond() * seconds + rate.bitsPerSecond() * rest / 1_000_000;
        return bits / 8;
    }

    boolean hasRoom(PacketQueue queue, long length) {
        return hasRoom(queue.count(), queue.bytes(), length);
    }

    boolean hasRoom(long waitingPackets, long waitingBytes, long length) {
        return waitingPackets < packets && waitingBytes <= bytes - length;
    }
}
