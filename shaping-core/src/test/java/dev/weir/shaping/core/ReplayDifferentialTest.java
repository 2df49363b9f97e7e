package dev.weir.shaping.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.RuleSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the recipe: offers that were told to come again, and looks at the clock, leave no trace in what is decided. */
class ReplayDifferentialTest {
    private static final int STEPS = 400;
    private static int busy;

    private final List<RuleSet> edits = new ArrayList<>();

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @AfterAll
    static void sources_were_told_to_come_again() {
        assertThat(busy).isGreaterThan(1_000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void replays_what_was_recorded(int seed) throws IOException {
        SplittableRandom own = new SplittableRandom(seed);
        Shaper shaper = ConservationTest.recipe(own);
        ByteArrayOutputStream ledger = new ByteArrayOutputStream();
        byte[] recording = RecordedRun.bytes(shaper, DecisionLedger.to(ledger), run -> drive(run, shaper, own));
        ByteArrayOutputStream replayed = new ByteArrayOutputStream();
        RecordedRun.replay(shaper, recording)
                .ledger(DecisionLedger.to(replayed))
                .rules(number -> edits.get(number - 1))
                .run();
        assertThat(replayed.toString(UTF_8)).isEqualTo(ledger.toString(UTF_8));
        assertThat(ledger.size()).isPositive();
    }

    private void drive(RecordedRun run, Shaper shaper, SplittableRandom own) {
        long nanos = 0;
        for (int i = 0; i < STEPS; i++) {
            nanos += own.nextInt(3) == 0 ? own.nextInt(20_000_000) : 0;
            Frame frame = ConservationTest.frame(own);
            int source = own.nextInt(3);
            for (int tries = 0; run.answer(nanos, frame, source) == Admission.BUSY && tries < 5; tries++) {
                nanos += own.nextInt(5_000_000);
                busy++;
            }
            run.advance(nanos + own.nextInt(1_000));
            if (i % 40 == 39) {
                run.line(Direction.values()[own.nextInt(2)], ConservationTest.line(own));
            }
            if (i % 150 == 149) {
                edits.add(edited(shaper.rules(), own));
                run.rules(edits.get(edits.size() - 1));
            }
        }
        DrainPolicy policy = DrainPolicy.values()[own.nextInt(3)];
        if (policy == DrainPolicy.DISCARD) {
            run.late(Direction.OUTGOING, 60);
        }
        run.close(policy);
    }

    private static RuleSet edited(RuleSet rules, SplittableRandom own) {
        return rules.without(
                rules.entries().get(own.nextInt(rules.entries().size())).name());
    }
}
