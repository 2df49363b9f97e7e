package dev.weir.examples;

import static dev.weir.shaping.Priorities.delay;

import dev.weir.shaping.core.DrainPolicy;
import dev.weir.shaping.core.FidelityReport;
import dev.weir.shaping.core.Frame;
import dev.weir.shaping.core.LiveShaping;
import dev.weir.shaping.core.Packets;
import dev.weir.shaping.core.Shaper;
import java.util.Collections;
import java.util.List;

/** Delays a hundred packets by 20 ms, by the clock, and tells how well that went. */
public final class ShapeLive {
    private static final int PACKETS = 100;

    private ShapeLive() {}

    /**
     * What the run did.
     *
     * @param released the numbers of the packets released, in order
     * @param fidelity how closely their times were kept
     */
    public record Result(List<Long> released, FidelityReport fidelity) {}

    /**
     * Runs it.
     *
     * @return what happened
     * @throws InterruptedException if interrupted
     */
    public static Result run() throws InterruptedException {
        Frame frame =
                Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).payload(1_200).outgoing();
        MemoryBackend backend = new MemoryBackend(Collections.nCopies(PACKETS, frame));
        Shaper shaper =
                Shaper.builder().rule("late", (packet, context) -> delay(20)).build();

        LiveShaping live = shaper.live().drain(DrainPolicy.WAIT).start(backend);
        backend.awaitProducer();
        live.close();
        return new Result(backend.taken(), live.fidelity());
    }

    /**
     * Prints how closely the run kept to its times.
     *
     * @param args none
     * @throws InterruptedException if interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        System.out.println(run().fidelity());
    }
}
