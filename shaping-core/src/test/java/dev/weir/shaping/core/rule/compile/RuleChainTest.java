package dev.weir.shaping.core.rule.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import dev.weir.shaping.VpnStatus;
import dev.weir.shaping.core.packet.FlowSlots;
import dev.weir.shaping.core.packet.FlowTable;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.core.rule.PacketView;
import dev.weir.shaping.core.rule.Providers;
import dev.weir.shaping.core.rule.RuleContext;
import dev.weir.shaping.core.rule.WallClock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleChainTest {
    private final Packet packet =
            new PacketView(new PacketHeaders(), new FlowTable(1, new FlowSlots()), Providers.NONE);
    private final List<String> calls = new ArrayList<>();

    private static Context context(int number) {
        return new RuleContext("rule " + number, new WallClock(Instant.EPOCH, ZoneOffset.UTC), () -> VpnStatus.NONE);
    }

    /** Rules that count in their contexts and note their calls; now and then one answers, passes in some way, or throws. */
    private Rule[] rules(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> (Rule) (packet, context) -> {
                    calls.add(context.ruleName());
                    long call = context.increment("calls") * (i + 17) % 61;
                    if (call == 3) {
                        throw new IllegalArgumentException(context.ruleName());
                    }
                    return call == 5 ? Priorities.limit(i + 1) : call % 2 == 0 ? Priorities.pass() : null;
                })
                .toArray(Rule[]::new);
    }

    private static Context[] contexts(int count) {
        return IntStream.range(0, count).mapToObj(RuleChainTest::context).toArray(Context[]::new);
    }

    private RuleChain chain(Rule[] rules, Context[] contexts, ChainWorkshop workshop) {
        return new RuleChain(
                rules,
                contexts,
                5,
                (number, error) -> {
                    calls.add("failed " + (number - 5));
                    return null;
                },
                workshop);
    }

    private String text(RuleChain chain, @Nullable Priority answer) {
        String text = answer + (answer == null ? "" : " of " + chain.foundAt()) + " after " + calls;
        calls.clear();
        return text;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 64, 65, 513, 1024})
    void asks_through_a_block_as_in_a_loop(int count) {
        Rule[] rules = rules(count);
        Context[] contexts = contexts(count);
        RuleChain loop = chain(rules, contexts(count), ChainWorkshop.TIMELESS);
        RuleChain other = chain(rules, contexts, ChainWorkshop.TIMELESS);
        ChainBlock block = ChainBuilder.build(rules, contexts);
        assertThat(block).isNotNull();
        for (int i = 0; block != null && i < 300; i++) {
            String expected = text(loop, loop.loop(packet, 0, count));
            assertThat(text(other, block.find(packet, other, 0))).isEqualTo(expected);
        }
    }

    @Test
    void lets_errors_through() {
        Rule[] rules = rules(20);
        rules[11] = (packet, context) -> {
            throw new AssertionError("asked");
        };
        Context[] contexts = contexts(20);
        ChainBlock block = ChainBuilder.build(rules, contexts);
        RuleChain chain = chain(rules, contexts, ChainWorkshop.TIMELESS);
        assertThat(block).isNotNull().satisfies(built -> {
            try {
                built.find(packet, chain, 0);
            } catch (AssertionError e) {
                calls.add(e.getMessage());
            }
        });
        assertThat(calls).endsWith("rule 10", "asked");
    }

    @Test
    void asks_each_rule_once_per_packet_while_a_block_is_on_trial() {
        int count = 20;
        long[] asked = new long[count];
        Random random = new Random(1);
        Rule[] rules = IntStream.range(0, count)
                .mapToObj(i -> (Rule) (packet, context) -> {
                    asked[i]++;
                    return null;
                })
                .toArray(Rule[]::new);
        AtomicLong clock = new AtomicLong();
        List<Runnable> jobs = new ArrayList<>();
        ChainWorkshop workshop = new ChainWorkshop(jobs::add, () -> clock.addAndGet(random.nextInt(100)));
        RuleChain chain = chain(rules, contexts(count), workshop);
        int packets = 200_000;
        for (int i = 0; i < packets; i++) {
            assertThat(chain.find(packet)).isNull();
            if (i == 5_000) {
                assertThat(jobs).hasSize(1);
                jobs.get(0).run();
            }
        }
        assertThat(asked).containsOnly(packets);
        assertThat(jobs).as("built once").hasSize(1);
    }

    @Test
    void uses_what_is_faster() {
        assertThat(chosen(10, 20)).isNotNull();
        assertThat(chosen(20, 10)).isNull();
    }

    private static @Nullable ChainBlock chosen(long blockNanos, long loopNanos) {
        Rule[] rules = new Rule[8];
        Arrays.fill(rules, (Rule) (packet, context) -> null);
        ChainTrial trial = new ChainTrial(rules, contexts(8), new ChainWorkshop(Runnable::run, () -> 0));
        @Nullable ChainBlock block = null;
        for (int i = 0; i < 12_000_000; i++) {
            block = trial.turn();
            if (trial.isTimed()) {
                trial.took(block == null ? loopNanos : blockNanos, block != null);
            }
        }
        return block;
    }

    @Test
    void uses_a_block_after_many_calls_where_there_is_no_clock() {
        Rule[] rules = new Rule[8];
        Arrays.fill(rules, (Rule) (packet, context) -> null);
        ChainTrial trial = new ChainTrial(rules, contexts(8), ChainWorkshop.TIMELESS);
        int blocks = 0;
        for (int i = 0; i < 60_000; i++) {
            blocks += trial.turn() == null ? 0 : 1;
        }
        assertThat(blocks).isBetween(20_000, 30_000);
        assertThat(trial.turn()).isNotNull().isSameAs(trial.turn());
    }
}
