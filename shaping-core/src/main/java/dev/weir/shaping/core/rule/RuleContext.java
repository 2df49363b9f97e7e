package dev.weir.shaping.core.rule;

import dev.weir.shaping.Context;
import dev.weir.shaping.Direction;
import dev.weir.shaping.VpnStatus;
import dev.weir.shaping.lookup.VpnStatusProvider;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One rule's context. The engine's thread counts; any thread may read. */
public final class RuleContext implements Context {
    private final String ruleName;
    private final WallClock clock;
    private final VpnStatusProvider vpn;
    private final AtomicReference<@Nullable Object> tag = new AtomicReference<>();
    private final ConcurrentHashMap<String, AtomicLong> counters = new ConcurrentHashMap<>();
    private final AtomicLong downloaded = new AtomicLong();
    private final AtomicLong uploaded = new AtomicLong();

    /**
     * A fresh context.
     *
     * @param ruleName the entry's name
     * @param clock the engine's clock
     * @param vpn the state of the VPN
     */
    public RuleContext(String ruleName, WallClock clock, VpnStatusProvider vpn) {
        this.ruleName = ruleName;
        this.clock = clock;
        this.vpn = vpn;
    }

    /**
     * Counts a packet.
     *
     * @param direction its direction
     * @param length its length in bytes
     */
    public void count(Direction direction, int length) {
        AtomicLong total = direction == Direction.INCOMING ? downloaded : uploaded;
        total.setRelease(total.getPlain() + length);
    }

    @Override
    public String ruleName() {
        return ruleName;
    }

    @Override
    public long downloaded() {
        return downloaded.getAcquire();
    }

    @Override
    public long uploaded() {
        return uploaded.getAcquire();
    }

    @Override
    public VpnStatus vpn() {
        return vpn.status();
    }

    @Override
    public @Nullable Object tag() {
        return tag.get();
    }

    @Override
    public void tag(@Nullable Object value) {
        tag.set(value);
    }

    @Override
    public @Nullable Object updateTag(UnaryOperator<@Nullable Object> update) {
        return tag.updateAndGet(update);
    }

    @Override
    public long increment(String counter) {
        AtomicLong count = counters.get(counter);
        if (count == null) {
            count = counters.computeIfAbsent(counter, name -> new AtomicLong());
        }
        return count.incrementAndGet();
    }

    @Override
    public LocalDateTime now() {
        return clock.now();
    }

    @Override
    public int hourOfDay() {
        return clock.minuteOfDay() / 60;
    }

    @Override
    public int minuteOfDay() {
        return clock.minuteOfDay();
    }

    @Override
    public DayOfWeek dayOfWeek() {
        return clock.dayOfWeek();
    }
}
