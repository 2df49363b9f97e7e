package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.low;
import static dev.weir.shaping.match.Matches.remotePorts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.SourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LiveRulesTest {
    private static final int PACKETS = 60_000;

    private static RuleSet rules(int count, int edit) {
        List<RuleEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int port = i == edit ? 1 : 10_000 + i;
            entries.add(
                    RuleEntry.of("rule " + i, remotePorts(String.valueOf(port)).then(low())));
        }
        entries.add(RuleEntry.of("last", (packet, context) -> high()));
        return RuleSet.of(entries);
    }

    @Test
    void replaces_thousands_of_rules_while_packets_flow() throws Exception {
        QueueBackend backend = new QueueBackend();
        LiveShaping live = Shaper.builder().build().start(backend);
        try (live) {
            Semaphore permits = new Semaphore(0);
            PacketIntake intake = backend.session().intake(SourceKind.LOSSLESS, permits::release);
            Thread producer = new Thread(() -> QueueBackend.produce(intake, PACKETS, permits));
            producer.start();
            for (int edit = 0; edit < 5; edit++) {
                live.rules(rules(2_000, edit));
            }
            producer.join();
            QueueBackend.awaitPackets(live, PACKETS);
        }
        assertThat(live.report().rules())
                .filteredOn(rule -> !rule.name().equals("last") && !rule.name().equals("default"))
                .allMatch(rule -> rule.packetsIn() == 0);
        assertThat(backend.tokens)
                .containsExactlyElementsOf(LongStream.range(0, PACKETS).boxed().toList());
    }
}
