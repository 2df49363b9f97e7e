package dev.weir.shaping.core.rule;

import dev.weir.shaping.Context;
import dev.weir.shaping.Direction;
import dev.weir.shaping.MacAddress;
import dev.weir.shaping.VpnStatus;
import dev.weir.shaping.lookup.VpnStatusProvider;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One rule's context, as one engine sees it. The engine's thread counts; any thread may read. */
public final class RuleContext implements Context {
    private volatile String ruleName;
    private final WallClock clock;
    private final VpnStatusProvider vpn;
    private final Predicate<MacAddress> bindable;
    private final ContextState state;
    private final PassedTraffic passed;
    private final TrafficWindows windows;

    /**
     * A context of an engine's own.
     *
     * @param ruleName the entry's name
     * @param clock the engine's clock
     * @param vpn the state of the VPN
     */
    public RuleContext(String ruleName, WallClock clock, VpnStatusProvider vpn) {
        this(ruleName, clock, vpn, adapter -> false, new ContextState());
    }

    /**
     * One engine's view of a context.
     *
     * @param ruleName the entry's name
     * @param clock the engine's clock
     * @param vpn the state of the VPN
     * @param bindable whether the packet being judged can leave by an adapter
     * @param state what persists
     */
    public RuleContext(
            String ruleName,
            WallClock clock,
            VpnStatusProvider vpn,
            Predicate<MacAddress> bindable,
            ContextState state) {
        this.bindable = bindable;
        this.ruleName = ruleName;
        this.clock = clock;
        this.vpn = vpn;
        this.state = state;
        this.passed = state.join(clock);
        this.windows = new TrafficWindows(clock, state);
    }

    /**
     * Counts a packet.
     *
     * @param direction its direction
     * @param length its length in bytes
     */
    public void count(Direction direction, int length) {
        passed.count(direction, length);
    }

    /**
     * Calls the rule otherwise from now on.
     *
     * @param name the entry's new name
     */
    public void rename(String name) {
        ruleName = name;
    }

    @Override
    public String ruleName() {
        return ruleName;
    }

    @Override
    public long downloaded() {
        return state.bytes(Direction.INCOMING);
    }

    @Override
    public long uploaded() {
        return state.bytes(Direction.OUTGOING);
    }

    @Override
    public long traffic(long amount, ChronoUnit unit, Direction direction) {
        return windows.get(amount, unit).bytes(direction);
    }

    @Override
    public VpnStatus vpn() {
        return vpn.status();
    }

    @Override
    public boolean canBind(MacAddress adapter) {
        return bindable.test(adapter);
    }

    @Override
    public @Nullable Object tag() {
        return state.tag.get();
    }

    @Override
    public void tag(@Nullable Object value) {
        state.tag.set(value);
    }

    @Override
    public @Nullable Object updateTag(UnaryOperator<@Nullable Object> update) {
        return state.tag.updateAndGet(update);
    }

    @Override
    public long increment(String counter) {
        AtomicLong count = state.counters.get(counter);
        if (count == null) {
            count = state.counters.computeIfAbsent(counter, name -> new AtomicLong());
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
