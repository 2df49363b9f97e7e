package dev.weir.capture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what comes true in a moment. */
final class Await {
    private static final long BOUND_NANOS = Duration.ofSeconds(30).toNanos();

    private Await() {}

    static void until(String what, BooleanSupplier condition) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - start).as("time until " + what).isLessThan(BOUND_NANOS);
            Thread.sleep(2);
        }
    }
}
