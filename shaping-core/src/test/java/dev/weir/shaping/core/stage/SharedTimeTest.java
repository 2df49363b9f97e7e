package dev.weir.shaping.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.impair.Framing;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SharedTimeTest {
    private static final long RATE = 999_999_937;
    private static final int THREADS = 4;
    private static final int PACKETS = 50_000;

    private record Reservation(long due, int length) {}

    @Test
    void threads_reserve_without_overlap_and_without_rounding() throws Exception {
        SharedTime time = new SharedTime();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CountDownLatch start = new CountDownLatch(THREADS);
        List<Reservation> all = new ArrayList<>();
        try {
            List<Future<List<Reservation>>> results = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int seed = i;
                results.add(threads.submit(() -> reserve(time, start, seed)));
            }
            for (Future<List<Reservation>> result : results) {
                all.addAll(result.get());
            }
        } finally {
            threads.shutdownNow();
        }

        all.sort(Comparator.comparingLong(Reservation::due));
        BigInteger rate = BigInteger.valueOf(RATE);
        BigInteger end = BigInteger.ZERO;
        for (Reservation reservation : all) {
            end = end.add(BigInteger.valueOf(8_000_000_000L * Framing.ETHERNET.framed(reservation.length)));
            BigInteger due = end.add(rate).subtract(BigInteger.ONE).divide(rate);
            assertThat(reservation.due).isEqualTo(due.longValueExact());
        }
        assertThat(all).hasSize(THREADS * PACKETS);
    }

    private static List<Reservation> reserve(SharedTime time, CountDownLatch start, int seed)
            throws InterruptedException {
        Object user = new Object();
        int cells = time.attach(user);
        SplittableRandom random = new SplittableRandom(seed);
        List<Reservation> made = new ArrayList<>(PACKETS);
        start.countDown();
        start.await();
        for (int i = 0; i < PACKETS; i++) {
            int length = random.nextInt(1_515);
            made.add(new Reservation(
                    time.reserve(cells, RATE, Framing.ETHERNET.framed(length), 0, Long.MAX_VALUE), length));
        }
        assertThat(user).isNotNull();
        return made;
    }
}
