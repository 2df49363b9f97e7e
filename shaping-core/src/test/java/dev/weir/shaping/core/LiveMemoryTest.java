package dev.weir.shaping.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.SourceKind;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LiveMemoryTest {
    private static List<WeakReference<?>> runAndClose() {
        QueueBackend backend = new QueueBackend();
        LiveShaping live = Shaper.builder().build().start(backend);
        Semaphore permits = new Semaphore(0);
        PacketIntake intake = backend.session().intake(SourceKind.LOSSLESS, permits::release);
        QueueBackend.produce(intake, 1_000, permits);
        live.close();
        assertThat(backend.tokens).hasSize(1_000);
        return List.of(
                new WeakReference<>(live),
                new WeakReference<>(backend),
                new WeakReference<>(intake),
                new WeakReference<>(backend.session().outlet()));
    }

    @Test
    void a_closed_run_leaves_nothing_behind() {
        List<WeakReference<?>> parts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            parts.addAll(runAndClose());
        }
        while (parts.stream().anyMatch(part -> part.get() != null)) {
            System.gc();
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(parts).hasSize(20).allMatch(part -> part.get() == null);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("weir-engine", "consumer");
    }

    @Test
    void producers_that_sleep_until_they_are_called_never_sleep_for_ever() throws InterruptedException {
        int count = 25_000;
        QueueBackend backend = new QueueBackend();
        LiveShaping live = Shaper.builder()
                .build()
                .live()
                .inputMemory(DataSize.ofBytes(1 << 20))
                .start(backend);
        Semaphore permits = new Semaphore(0);
        PacketIntake intake = backend.session().intake(SourceKind.LOSSLESS, permits::release);
        Thread producer = new Thread(() -> QueueBackend.produce(intake, count, permits));
        producer.start();
        producer.join();
        live.close();
        assertThat(live.report().outgoing().packetsOut()).isEqualTo(count);
    }
}
