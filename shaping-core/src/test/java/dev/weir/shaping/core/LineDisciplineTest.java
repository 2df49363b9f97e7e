package dev.weir.shaping.core;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.Rate;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.QueueDiscipline;
import dev.weir.shaping.impair.QueueLimit;
import dev.weir.shaping.impair.Slots;
import dev.weir.shaping.impair.Timeline;
import dev.weir.shaping.impair.Trace;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines whose queues change while packets wait, and those that cannot change. */
class LineDisciplineTest {
    private static Impairment line(QueueDiscipline discipline) {
        return Impairment.builder()
                .rate(Rate.megabitsPerSecond(1))
                .queue(QueueLimit.parse("200 packets"))
                .discipline(discipline)
                .build();
    }

    /** 100 packets of 1,000 bytes come at once, which takes 800 ms, and the discipline changes on the way. */
    private static ShapingReport changed(QueueDiscipline from, QueueDiscipline to) {
        Simulation simulation = Shaper.builder().upload(line(from)).build().simulate();
        simulation.every(Duration.ofNanos(1_000), 100, () -> Packets.udp("10.0.0.2", 5_000, "192.0.2.7", 443)
                .length(1_000)
                .outgoing());
        simulation.line(ofMillis(100), Direction.OUTGOING, line(to));
        return simulation.runToIdle();
    }

    @Test
    void keepWhatWaitsWhenTheDisciplineChanges() {
        List<QueueDiscipline> all = List.of(
                QueueDiscipline.tailDrop(),
                QueueDiscipline.headDrop(),
                QueueDiscipline.codel(),
                QueueDiscipline.fqCodel(),
                QueueDiscipline.pie());
        for (QueueDiscipline from : List.of(QueueDiscipline.tailDrop(), QueueDiscipline.headDrop())) {
            for (QueueDiscipline to : all) {
                ShapingReport report = changed(from, to);
                DirectionReport upload = report.direction(Direction.OUTGOING);
                assertThat(upload.packetsOut() + upload.packetsDropped())
                        .as(from + " to " + to)
                        .isEqualTo(100);
                assertThat(upload.drops()).as(from + " to " + to).allMatch(drop -> drop.reason() == DropReason.AQM);
                boolean managed = to.equals(QueueDiscipline.codel()) || to.equals(QueueDiscipline.fqCodel());
                assertThat(upload.packetsDropped() > 0).as(from + " to " + to).isEqualTo(managed);
            }
        }
    }

    @Test
    void keepTheirTracesAndSlots() {
        Impairment traced = Impairment.builder().trace(Trace.of("fast", 1)).build();
        Impairment slotted =
                Impairment.builder().slots(Slots.of(ofMillis(10), ofMillis(10))).build();
        for (Impairment fixed : List.of(traced, slotted)) {
            Simulation simulation = Shaper.builder().upload(fixed).build().simulate();
            assertThatThrownBy(() -> simulation.line(Direction.OUTGOING, Impairment.parse("delay=1 ms")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must stay as it is");
            assertThatThrownBy(
                            () -> Shaper.builder().download(Timeline.of(fixed).then(ofMillis(5), Impairment.NONE)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
