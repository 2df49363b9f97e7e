package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.ignore;
import static dev.weir.shaping.Priorities.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.SourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveRuleEditTest {
    private static final int PACKETS = 50_000;

    private static void produce(QueueBackend backend) {
        Semaphore permits = new Semaphore(0);
        PacketIntake intake = backend.session().intake(SourceKind.LOSSLESS, permits::release);
        QueueBackend.produce(intake, PACKETS, permits);
    }

    @Test
    void edits_take_effect_between_two_packets_and_leave_contexts_alone() throws InterruptedException {
        AtomicLong counted = new AtomicLong();
        int[] version = new int[1];
        AtomicInteger versionsSeen = new AtomicInteger();
        AtomicInteger torn = new AtomicInteger();
        Rule counting = (packet, context) -> {
            counted.set(context.increment("packets"));
            return pass();
        };
        QueueBackend backend = new QueueBackend();
        LiveShaping live = Shaper.builder().rule("counting", counting).build().start(backend);
        Thread producer = new Thread(() -> produce(backend));
        producer.start();
        int edits = 0;
        while (producer.isAlive()) {
            int edit = ++edits;
            Rule first = (packet, context) -> {
                version[0] = edit;
                return pass();
            };
            Rule last = (packet, context) -> {
                torn.addAndGet(version[0] == edit ? 0 : 1);
                versionsSeen.set(edit);
                return edit % 2 == 0 ? block() : ignore();
            };
            live.rules(rules -> RuleSet.empty()
                    .with("first", first)
                    .with(rules.entry("counting"))
                    .with("last", last)
                    .moved("counting", edit % 3));
            LockSupport.parkNanos(100_000);
        }
        producer.join();
        live.close();
        assertThat(live.failure()).isNull();
        assertThat(torn).hasValue(0);
        assertThat(versionsSeen.get()).isGreaterThan(1);
        assertThat(counted.get()).isLessThanOrEqualTo(PACKETS).isPositive();
    }

    @Test
    void no_edit_of_several_threads_is_lost() throws InterruptedException {
        LiveShaping live = Shaper.builder().build().live().shards(2).start(new QueueBackend());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String name = "rule " + i + " ";
            Thread thread = new Thread(() -> {
                for (int number = 0; number < 50; number++) {
                    RuleEntry entry = RuleEntry.of(name + number, (packet, context) -> pass());
                    live.rules(rules -> rules.with(0, entry));
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(live.rules().size()).isEqualTo(200);
        assertThatIllegalArgumentException().isThrownBy(() -> live.rules(rules -> rules.without("nothing")));
        assertThat(live.rules().size()).isEqualTo(200);
        live.close();
        assertThat(live.report().rules()).hasSize(201);
        assertThatIllegalStateException().isThrownBy(() -> live.rules(rules -> rules.without("rule 0 0")));
    }
}
