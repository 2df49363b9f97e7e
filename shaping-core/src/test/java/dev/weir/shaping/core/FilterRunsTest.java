package dev.weir.shaping.core;

import static dev.weir.shaping.match.Matches.destinationPorts;
import static dev.weir.shaping.match.Matches.outgoing;
import static dev.weir.shaping.match.Matches.sourcePorts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.SourceKind;
import dev.weir.shaping.filter.Filter;
import dev.weir.shaping.filter.FilterSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Filters of runs that are live, recorded or replayed, or have several shards. */
@Timeout(60)
class FilterRunsTest {
    private static final Filter BLOCK = Filter.block("telnet", destinationPorts("23"));
    private static final Filter PIPE = Filter.pipe("web", destinationPorts("443"));

    private static Shaper shaper() {
        return Shaper.builder()
                .filter(BLOCK)
                .filter(PIPE)
                .rule("web", (packet, context) -> packet.filter() == 2 ? Priorities.delay(5) : Priorities.pass())
                .build();
    }

    private static Frame to(int port) {
        return Packets.udp("10.0.0.2", 5_000 + port, "192.0.2.7", port)
                .length(200)
                .outgoing();
    }

    private static Admission offer(PacketIntake intake, int port) {
        byte[] bytes = to(port).bytes();
        return intake.offer(bytes, 0, bytes.length, bytes.length, LinkType.ETHERNET, Direction.OUTGOING, port);
    }

    @Test
    void a_live_run_obeys_new_filters_from_the_next_packet_on() {
        MemoryBackend backend = new MemoryBackend();
        LiveShaping live = shaper().live().drain(DrainPolicy.RELEASE).start(backend);
        PacketIntake intake = backend.session().intake(SourceKind.LOSSLESS);
        offer(intake, 23);
        offer(intake, 443);
        while (live.stats().filter("web").packets() == 0) {
            Thread.onSpinWait();
        }
        FilterSet set = FilterSet.of(BLOCK, Filter.ignore("rest", outgoing()));
        live.filters(set);
        assertThat(live.filters()).isSameAs(set);
        live.report();
        offer(intake, 23);
        offer(intake, 80);
        live.close();
        assertThat(live.report().filters())
                .extracting(FilterStats::name, FilterStats::packets)
                .containsExactly(tuple("telnet", 2L), tuple("rest", 1L), tuple("web", 1L));
        assertThat(backend.taken()).isEqualTo(2);
        assertThatIllegalStateException()
                .isThrownBy(() -> live.filters(set))
                .withMessage("filters must be set while the run goes on");
    }

    @Test
    void shards_add_up_what_their_filters_matched() {
        MemoryBackend backend = new MemoryBackend();
        LiveShaping live = Shaper.builder()
                .filter(Filter.block("odd", sourcePorts("5001, 5003, 5005, 5007")))
                .filter(Filter.ignore("rest", outgoing()))
                .build()
                .live()
                .shards(3)
                .start(backend);
        PacketIntake intake = backend.session().intake(SourceKind.LOSSLESS);
        for (int port = 1; port <= 100; port++) {
            while (offer(intake, port % 8) == Admission.BUSY) {
                Thread.onSpinWait();
            }
        }
        live.close();
        assertThat(live.stats().filter("odd").packets()).isEqualTo(50);
        assertThat(live.stats().filter("rest").packets()).isEqualTo(50);
        assertThat(backend.taken()).isEqualTo(50);
    }

    @Test
    void a_lossless_packet_that_is_ignored_waits_for_room_without_being_counted_twice() {
        FilterSet set = FilterSet.of(Filter.ignore("all", outgoing()));
        Shaper shaper = Shaper.builder().filters(set).build();
        List<Admission> answers = new ArrayList<>();
        List<Long> packets = new ArrayList<>();
        RecordedRun.bytes(shaper, run -> {
            answers.add(run.refuseNext().answer(0, to(80), 1));
            packets.add(run.matched("all"));
            answers.add(run.answer(1, to(80), 1));
            answers.add(run.refuseNext().answer(2, to(80), 0));
            packets.add(run.matched("all"));
            run.close(DrainPolicy.RELEASE);
        });
        assertThat(answers)
                .containsExactly(Admission.BUSY, Admission.ACCEPTED, Admission.dropped(DropReason.OUTPUT_FULL));
        assertThat(packets).containsExactly(0L, 2L);
    }

    @Test
    void a_replay_decides_as_the_recorded_run_did() throws IOException {
        DecisionLedger recorded = DecisionLedger.keepLast(100);
        FilterSet after = FilterSet.of(PIPE.id(2), BLOCK.enabled(false).id(1));
        byte[] recording = RecordedRun.bytes(shaper(), recorded, run -> run.offer(0, to(23))
                .offer(1, to(443))
                .filters(after)
                .offer(2, to(23))
                .offer(3, to(443))
                .close(DrainPolicy.WAIT));
        DecisionLedger replayed = DecisionLedger.keepLast(100);
        ShapingReport report = RecordedRun.replay(shaper(), recording)
                .filters(number -> after)
                .ledger(replayed)
                .run();
        assertThat(replayed.lines()).isEqualTo(recorded.lines()).hasSize(4);
        assertThat(report.filters())
                .extracting(FilterStats::name, FilterStats::packets)
                .containsExactly(tuple("web", 2L), tuple("telnet", 1L));
    }

    @Test
    void a_replay_wants_the_recorded_filters() {
        FilterSet after = FilterSet.of(PIPE);
        byte[] recording = RecordedRun.bytes(
                shaper(), run -> run.offer(0, to(23)).filters(after).close(DrainPolicy.WAIT));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordedRun.replay(shaper(), recording).run())
                .withMessage("filters 1 must be given: web: pipe destinationPorts(443)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordedRun.replay(shaper(), recording)
                        .filters(number -> FilterSet.of(BLOCK))
                        .run())
                .withMessage(
                        "filters 1 must be \"web: pipe destinationPorts(443)\": \"telnet: block destinationPorts(23)\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        RecordedRun.replay(Shaper.builder().build(), recording).run())
                .withMessageStartingWith(
                        "recipe must be the recorded one, but filters is \"\" and was \"telnet: block");
    }
}
