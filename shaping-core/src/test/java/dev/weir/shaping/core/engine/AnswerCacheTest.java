package dev.weir.shaping.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.Priority;
import dev.weir.shaping.PriorityClass;
import dev.weir.shaping.core.packet.FlowSlots;
import dev.weir.shaping.core.packet.FlowTable;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.core.rule.PacketView;
import dev.weir.shaping.core.rule.Providers;
import dev.weir.shaping.core.rule.RuleContext;
import dev.weir.shaping.core.rule.WallClock;
import dev.weir.shaping.core.stage.Outlet;
import dev.weir.shaping.core.stage.ReleaseStage;
import dev.weir.shaping.core.stage.ShortPackets;
import dev.weir.shaping.core.stage.Stage;
import dev.weir.shaping.core.stage.StageSpace;
import dev.weir.shaping.core.wheel.EventWheel;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {
    private final AnswerCache cache = new AnswerCache();
    private final Verdict verdict = verdict();

    private static Verdict verdict() {
        FlowSlots slots = new FlowSlots();
        PacketSlab packets = new PacketSlab(1);
        FlowTable flows = new FlowTable(1, slots);
        StageSpace space = new StageSpace(packets, flows, slots, new EventWheel(), new Nowhere());
        PacketHeaders headers = new PacketHeaders();
        FlowStreamKeys keys = new FlowStreamKeys(packets, headers, new PacketView(headers, flows, Providers.NONE));
        Stage end = new ReleaseStage(space);
        StreamBook streams = new StreamBook(keys, StreamPolicy.DEFAULT, Instant.EPOCH, ZoneOffset.UTC, null);
        Limits limits = new Limits(space, new SharedParts(null, null, null, 0), ShortPackets.NONE);
        Verdicts verdicts = new Verdicts(space, limits, streams, category -> end);
        WallClock clock = new WallClock(Instant.EPOCH, ZoneOffset.UTC);
        RuleContext context = new RuleContext("rule", clock, Providers.NONE.vpn());
        RuleState rule = new RuleState("rule", (packet, ruleContext) -> Priorities.high(), context, 1, verdicts);
        return verdicts.create(rule, Priorities.high().treatment(Direction.OUTGOING), PriorityClass.HIGH, "rule");
    }

    private static final class Nowhere implements Outlet {
        @Override
        public boolean release(int packet, long nowNanos) {
            return true;
        }

        @Override
        public void drop(int packet, DropReason reason, long nowNanos) {}

        @Override
        public void drawn(int packet, long draw) {}

        @Override
        public void pause(int source) {}

        @Override
        public void resume(int source) {}
    }

    private static Priority answer(long rate) {
        return Priorities.perDirection(Priorities.limit(rate), Priorities.high());
    }

    @Test
    void stays_bounded_when_endless_answers_share_a_verdict() {
        for (int rate = 1; rate <= 20_000; rate++) {
            Priority answer = answer(rate);
            if (cache.find(answer) == null) {
                cache.add(answer, verdict);
            }
            assertThat(cache.find(answer)).isSameAs(verdict);
            assertThat(cache.size()).isBetween(1, AnswerCache.MAX_ANSWERS);
        }
        assertThat(cache.find(answer(20_000))).isSameAs(verdict);
        assertThat(cache.find(answer(1))).isNull();
    }

    @Test
    void forgets_every_answer_of_a_removed_verdict() {
        cache.add(answer(1), verdict);
        cache.add(answer(2), verdict);
        assertThat(cache.find(answer(2))).isSameAs(verdict);
        cache.remove(verdict);
        assertThat(cache.find(answer(1))).isNull();
        assertThat(cache.find(answer(2))).isNull();
        assertThat(cache.size()).isZero();
    }
}
