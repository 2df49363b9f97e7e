package dev.weir.examples;

import static dev.weir.shaping.Priorities.drop;
import static dev.weir.shaping.Priorities.pass;
import static java.time.Duration.ofMillis;

import dev.weir.shaping.core.Packets;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.ShapingReport;
import dev.weir.shaping.core.Simulation;
import dev.weir.shaping.impair.Impairment;

/** One second of uploads over a slow, lossy line, simulated in virtual time. */
public final class SlowUpload {
    private SlowUpload() {}

    /**
     * Runs the simulation.
     *
     * @return what happened
     */
    public static ShapingReport run() {
        Shaper shaper = Shaper.builder()
                .rule("lossy uploads", (packet, context) -> packet.outgoing() ? drop(0.02) : pass())
                .upload(Impairment.parse("rate=10 Mbit/s delay=40 ms"))
                .seed(42)
                .build();

        Simulation simulation = shaper.simulate();
        simulation.every(ofMillis(1), 1_000, () -> Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443)
                .payload(1_200)
                .outgoing());
        return simulation.runToIdle();
    }

    /**
     * Prints the report.
     *
     * @param args none
     */
    public static void main(String[] args) {
        System.out.println(run());
    }
}
